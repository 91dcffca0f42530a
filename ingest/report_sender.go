package ingest

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"giaoban/ingest/catalog"
	"giaoban/ingest/likeness"
)

// settleSenders finds who sent each table and returns the workbook's sender,
// "" after an error.
func (r *reportReader) settleSenders() string {
	if _, known := r.Register.At(r.id.Org, r.tables[0].title.period.Last()); known {
		return r.identifiedSender()
	}
	var all []string
	for i := range r.tables {
		org, ok := r.tableSender(i)
		if !ok {
			return ""
		}
		if r.tables[i].title.org = org; org != "" {
			all = append(all, org)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	names := r.namesOn(r.tables[0].title.period.Last())
	fromFile, nobody := r.fileSender(names), len(all) == 0
	issuers := r.issuers(names)
	if nobody && len(fromFile) == 0 && len(issuers) == 1 {
		if c, _, _ := r.whyNobody(&r.tables[0]); c == codeSenderMissing {
			all, nobody = issuers, false
			r.findings.add(Note, codeSenderFromReport, r.tables[0].text.at, Args{"sender": names.called(issuers...)})
			for i := range r.tables {
				r.tables[i].title.org = issuers[0]
			}
		}
	}
	switch {
	case nobody && len(fromFile) == 1 && r.strangerOverFile(names, fromFile[0]) == nil:
		all = fromFile
	case nobody && len(fromFile) == 1:
		l := r.strangerOverFile(names, fromFile[0])
		org, ok := r.askSender(&r.tables[0], codeSenderUnknown, l.at, Args{"name": l.text}, l.text, names.candidatesBeside(*l, InFileName, fromFile[0]))
		if !ok {
			return ""
		}
		all, fromFile = []string{org}, nil
	case nobody:
		c, at, args := r.whyNobody(&r.tables[0])
		almost, shown := r.almostNamed(names), ""
		if l, like := names.nearlyNamed(&r.tables[0]); c == codeSenderMissing && l != nil && len(issuers) == 0 {
			c, at, args, shown = codeSenderUnknown, l.at, Args{"name": l.text}, l.text
			if len(almost) == 0 {
				almost = like
			}
		}
		named := slices.Concat(standing(InTitle, issuers...), almost, standing(InFileName, fromFile...))
		org, ok := r.askSender(&r.tables[0], c, at, args, shown, named)
		if !ok {
			return ""
		}
		all = []string{org}
	case len(all) > 1 && r.superior(names, all) != "":
		all = []string{r.superior(names, all)}
	case len(all) > 1:
		org, ok := r.askSender(&r.tables[0], codeSenderAmbiguous, r.tables[0].text.at, Args{"names": names.called(all...)}, "", equally(all))
		if !ok {
			return ""
		}
		all = []string{org}
	}
	for i := range r.tables {
		if x := &r.tables[i]; x.title.org == "" {
			if x.title.org = all[0]; !nobody {
				r.findings.add(Note, codeSenderFromTables, x.text.at, Args{"sender": names.called(all[0])})
			}
		}
	}
	r.tellSender(all[0], nobody && len(fromFile) == 1)
	return r.agreeOnSender(all[0])
}

// almostNamed proposes the organisations that a title names as file names do,
// without accents or their legal form: "CONG TY AN PHU".
func (r *reportReader) almostNamed(names *orgNames) []Candidate {
	keys := names.inFile()
	var orgs []string
	for _, l := range r.tables[0].text.lines {
		for _, org := range keys.pick(unaccented(l.text)) {
			if !slices.Contains(orgs, org) && keys.standsAlone(" "+unaccented(l.text)+" ", org) {
				orgs = append(orgs, org)
			}
		}
	}
	return standing(InTitle, names.lowest(orgs, nil)...)
}

// nearlyNamed returns the line of a unit's letterhead that has the name of an
// organisation in another spelling, or of an enterprise nobody knows, with the
// organisations it may mean, nil for none. The answer is remembered by the line,
// so it must be a name that only one bears: no "Đảng bộ công ty", no "Chi bộ 3".
func (n *orgNames) nearlyNamed(x *foundTable) (line *titleLine, like []Candidate) {
	if x.table.orientation != rowsAreIndicators {
		return nil, nil
	}
	for i, l := range x.text.lines {
		key := plain(l.text)
		if beginsTitle(l.text) {
			break
		}
		own := withoutPartyBody(key)
		if isRemark(l.text) || isPart(key) || superiorBody.MatchString(key) && (own == key || !beginsEnterprise(own)) || department.MatchString(key) || len(n.in(l.text)) > 0 {
			continue
		}
		list := n.organisationsLike(l.text, nil)
		near := len(list) > 0 && list[0].Score >= likeness.Quite
		if !near && (!beginsEnterprise(own) || len(properWords(l.text)) < 2) {
			continue
		}
		if line == nil || near && (len(like) == 0 || list[0].Score > like[0].Score) {
			line, like = &x.text.lines[i], list
		}
	}
	return line, like
}

// askSenderToo asks whose workbook it is that waits for its period, if that is
// not told either: whoever answers can answer both. The names are those in use
// in the likeliest period, else the latest.
func (r *reportReader) askSenderToo() {
	p := r.likelyPeriod()
	if p.IsZero() {
		return
	}
	other := *r
	other.findings, other.tables = &findings{}, slices.Clone(r.tables)
	for i := range other.tables {
		if x := &other.tables[i]; x.title.period.IsZero() {
			x.title.period = p
		}
	}
	if other.overruleSender(other.settleSenders()) != "" {
		return
	}
	if slices.ContainsFunc(other.findings.list, func(f Finding) bool { return f.Code == string(codeSenderNotInForce) }) {
		return // in that period, which may not be the report's
	}
	r.findings.questions = append(r.findings.questions, other.findings.questions...)
	for _, f := range other.findings.list {
		if f.Severity == Error {
			r.findings.list = append(r.findings.list, f)
		}
	}
}

// likelyPeriod is the first that is proposed for the workbook, else the month in
// which the register has changed last.
func (r *reportReader) likelyPeriod() catalog.Period {
	for _, q := range r.findings.questions {
		if q.Kind == MapPeriod && len(q.Candidates) > 0 {
			p, _ := catalog.ParsePeriod(q.Candidates[0].Target)
			return p
		}
	}
	var last time.Time
	for _, v := range r.Register.Versions {
		if v.From.After(last) {
			last = v.From
		}
	}
	p, _ := catalog.NewPeriod(catalog.Month, last.Year(), int(last.Month()))
	return p
}

// strangerOverFile is strangerAbove for the first table that has one.
func (r *reportReader) strangerOverFile(names *orgNames, sender string) *titleLine {
	for i := range r.tables {
		if l := names.strangerAbove(&r.tables[i], sender); l != nil {
			return l
		}
	}
	return nil
}

// issuers returns who issued the reports that the tables are attached to.
func (r *reportReader) issuers(names *orgNames) []string {
	var all []string
	for _, x := range r.tables {
		for _, line := range x.text.issuers {
			if found := names.in(line); !names.stranger(line, found) {
				all = append(all, names.lowest(found, nil)...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// whyNobody says why a title names no sender: perhaps it names one that the
// register has only at another time.
func (r *reportReader) whyNobody(x *foundTable) (c code, at place, args Args) {
	day := x.title.period.Last()
	for _, line := range x.text.lines {
		key := " " + plain(line.text) + " "
		for _, v := range r.Register.Versions {
			name := plain(v.NameVI)
			if utf8.RuneCountInString(name) < minContained || !strings.Contains(key, " "+name+" ") {
				continue
			}
			if _, known := r.Register.At(v.Org, day); known {
				continue
			}
			when := say("sender.since", Args{"day": v.From.Format("2/1/2006")})
			if v.From.Before(day) {
				when = say("sender.until", Args{"day": v.To.Format("2/1/2006")})
			}
			return codeSenderNotInForce, line.at, Args{"name": v.NameVI, "when": when, "period": x.title.period}
		}
	}
	return codeSenderMissing, x.text.at, nil
}

// tableSender finds who sent one table: by its title, else the table above it,
// else the sheet's name; "" if none tells. It reports false after an error.
func (r *reportReader) tableSender(i int) (org string, ok bool) {
	x := &r.tables[i]
	names := r.namesOn(x.title.period.Last())
	orgs, doubtful := names.sender(x.text.lines, x.table.orientation == rowsAreIndicators)
	onSheet := names.lowest(names.onSheet(r.sheetName(x)), orgs)
	below := i > 0 && r.tables[i-1].grid == x.grid
	unitForm := x.table.orientation == rowsAreIndicators
	switch {
	case doubtful != nil && doubtful.blank():
		return r.askSender(x, codeSenderMissing, doubtful.at, nil, "", standing(InTitle, doubtful.of...))
	case doubtful != nil:
		return r.askSender(x, codeSenderUnknown, doubtful.at, Args{"name": doubtful.text}, doubtful.text, doubtful.candidates(names))
	case len(orgs) > 1:
		return r.askSender(x, codeSenderAmbiguous, x.text.at, Args{"names": names.called(orgs...)}, names.called(orgs...), equally(orgs))
	case len(orgs) == 1 && !below && unitForm && len(onSheet) == 1 && r.isSheetOfMember(names, orgs[0], onSheet[0]):
		r.findings.add(Note, codeSenderFromSheet, x.text.at, Args{"sender": names.called(onSheet[0])})
		return onSheet[0], true
	case len(orgs) == 1 && !below && !names.mayBe(onSheet, orgs[0], unitForm):
		return r.askSheet(x, names, orgs[0], onSheet)
	case len(orgs) == 1 && !below && unitForm && names.isGroup(orgs[0]) && len(onSheet) == 0 && names.callsStranger(r.sheetName(x), orgs[0]):
		return r.askSheet(x, names, orgs[0], nil)
	case len(orgs) == 1:
		return orgs[0], true
	case below && r.tables[i-1].title.org != "":
		return r.tables[i-1].title.org, true
	case len(onSheet) > 1:
		return r.askSender(x, codeSenderAmbiguous, x.text.at, Args{"names": names.called(onSheet...)}, names.called(onSheet...), equally(onSheet))
	case len(onSheet) == 1:
		if l := names.strangerAbove(x, onSheet[0]); l != nil {
			return r.askSender(x, codeSenderUnknown, l.at, Args{"name": l.text}, l.text, names.candidatesBeside(*l, InSheetName, onSheet[0]))
		}
		r.findings.add(Note, codeSenderFromSheet, x.text.at, Args{"sender": names.called(onSheet[0])})
		return onSheet[0], true
	}
	return "", true
}

// isSheetOfMember reports whether a sheet below a group's letterhead is the form
// of the member it is called after: sheets of other members are beside it.
func (r *reportReader) isSheetOfMember(names *orgNames, group, member string) bool {
	if !names.ancestors(member)[group] {
		return false
	}
	return slices.ContainsFunc(r.tables, func(x foundTable) bool {
		other := names.lowest(names.onSheet(r.sheetName(&x)), nil)
		return len(other) == 1 && other[0] != member && names.isEnterprise(other[0]) && names.ancestors(other[0])[group]
	})
}

// strangerAbove returns the line of a letterhead that begins with the name of
// an enterprise nobody knows, on the form of one unit that nothing in its title
// names; nil if what a name of the sheet or file calls the sender is in it.
func (n *orgNames) strangerAbove(x *foundTable, sender string) *titleLine {
	if x.table.orientation != rowsAreIndicators {
		return nil
	}
	for i, l := range x.text.lines {
		if beginsTitle(l.text) {
			return nil
		}
		key := plain(l.text)
		if isRemark(l.text) || !beginsEnterprise(key) || !n.namesEnterprise(" "+key+" ") {
			continue
		}
		keys := n.inFile()
		if slices.Contains(keys.pick(unaccented(l.text)), sender) {
			return nil
		}
		return &x.text.lines[i]
	}
	return nil
}

// candidatesBeside are the organisations a line may mean, and the one named
// elsewhere.
func (n *orgNames) candidatesBeside(l titleLine, in Standing, org string) []Candidate {
	list := standing(in, org)
	for _, c := range (doubt{titleLine: l}).candidates(n) {
		if c.Target != org {
			list = append(list, c)
		}
	}
	return list
}

// askSheet asks whose table it is where the title and the sheet's name
// disagree: of the only sheet as of the file, of several as of that sheet. A
// name of nobody is one that nobody knows.
func (r *reportReader) askSheet(x *foundTable, names *orgNames, org string, onSheet []string) (string, bool) {
	q := ofFile(r.sha, MapSender, append(standing(InTitle, org), standing(InSheetName, onSheet...)...)...)
	other := names.called(onSheet...)
	if len(onSheet) == 0 { // somebody nobody knows
		other = x.grid.Name
		q.Candidates = append(q.Candidates, names.others(withoutTimes(x.grid.Name), org)...)
	}
	if r.tables[len(r.tables)-1].grid != r.tables[0].grid {
		q.Text, q.Shown = plain(x.grid.Name), x.grid.Name
	}
	if m, ok := r.confirmed(x).find(MapSender, q.Text); ok {
		r.senderTold = r.senderTold || q.Text == ""
		r.findings.noteMapping(m, r.Vocabulary, x.text.at)
		return m.Target, true
	}
	r.findings.ask(Error, codeSenderSheetName, x.text.at, Args{"sender": names.called(org), "other": other}, q, nil)
	return "", false
}

// identifiedSender returns the sender of the hidden identification, with which
// the titles and names of sheets must agree, "" while they do not.
func (r *reportReader) identifiedSender() string {
	answer, answered := r.told(MapSender)
	for i := range r.tables {
		r.tables[i].title.org = r.id.Org
	}
	for i := range r.tables {
		x := &r.tables[i]
		names := r.namesOn(x.title.period.Last())
		orgs, doubtful := names.sender(x.text.lines, x.table.orientation == rowsAreIndicators)
		onSheet := names.lowest(names.onSheet(r.sheetName(x)), []string{r.id.Org})
		unitForm := x.table.orientation == rowsAreIndicators
		args := Args{"sender": names.called(r.id.Org), "other": names.called(orgs...)}
		candidates, c := standing(InIdentification, r.id.Org), codeSenderTitle
		switch {
		case doubtful != nil && !doubtful.blank():
			args["other"] = doubtful.text
			candidates = append(candidates, doubtful.candidates(names)...)
		case !names.agree(orgs, r.id.Org):
			candidates = append(candidates, standing(InTitle, orgs...)...)
		case len(orgs) == 0 && names.strangerAbove(x, r.id.Org) != nil:
			l := names.strangerAbove(x, r.id.Org)
			args["other"] = l.text
			candidates = append(candidates, (doubt{titleLine: *l}).candidates(names)...)
		case !names.mayBe(onSheet, r.id.Org, unitForm):
			c, args["other"] = codeSenderSheetName, names.called(onSheet...)
			candidates = append(candidates, standing(InSheetName, onSheet...)...)
		default:
			continue
		}
		if !answered {
			r.findings.ask(Error, c, x.text.at, args, ofFile(r.sha, MapSender, candidates...), nil)
			return ""
		}
		return r.readAs(r.id.Org, answer)
	}
	return r.agreeOnSender(r.id.Org)
}

// agreeOnSender compares the sender with whom the file is called after and
// returns who it is, "" while the file has to wait. A name that may mean
// something else is only told of.
func (r *reportReader) agreeOnSender(sender string) string {
	names, at := r.namesOn(r.tables[0].title.period.Last()), r.tables[0].text.at
	named, sure := names.otherInFileName(r.fileName, sender)
	stranger := len(named) == 0 && r.formOfGroup(names, sender) && names.callsStranger(r.fileName, sender)
	if len(named) == 0 && !stranger || r.senderTold {
		return sender
	}
	args := Args{"sender": names.called(sender), "other": names.called(named...)}
	if stranger {
		sure, args["other"] = true, r.fileName
	}
	if !sure {
		r.findings.add(Warning, codeSenderFileName, at, args)
		return sender
	}
	if answer, answered := r.told(MapSender); answered {
		return r.readAs(sender, answer)
	}
	candidates := append(standing(r.senderStanding(names, sender), sender), standing(InFileName, named...)...)
	if stranger {
		candidates = append(candidates, names.others(withoutTimes(r.fileName), sender)...)
	}
	r.findings.ask(Error, codeSenderFileDisagrees, at, args, ofFile(r.sha, MapSender, candidates...), nil)
	return ""
}

// formOfGroup reports whether a group is taken for the sender of a form of one
// unit by its letterhead alone.
func (r *reportReader) formOfGroup(names *orgNames, sender string) bool {
	return names.isGroup(sender) && r.id.Org == "" && slices.ContainsFunc(r.tables, func(x foundTable) bool { return x.table.orientation == rowsAreIndicators })
}

// others are the organisations that a name may mean besides one.
func (n *orgNames) others(text, than string) []Candidate {
	return slices.DeleteFunc(n.organisationsLike(text, nil), func(c Candidate) bool { return c.Target == than })
}

// readAs takes the tables of a sender for those of who was answered instead.
func (r *reportReader) readAs(sender string, answer Mapping) string {
	for i := range r.tables {
		if r.tables[i].title.org == sender {
			r.tables[i].title.org = answer.Target
		}
	}
	r.findings.noteMapping(answer, r.Vocabulary, r.tables[0].text.at)
	return answer.Target
}

// senderStanding is where the sender of the first table is named.
func (r *reportReader) senderStanding(names *orgNames, sender string) Standing {
	x := &r.tables[0]
	orgs, _ := names.sender(x.text.lines, x.table.orientation == rowsAreIndicators)
	switch {
	case r.id.Org == sender:
		return InIdentification
	case slices.Contains(orgs, sender):
		return InTitle
	case slices.Contains(names.onSheet(r.sheetName(x)), sender):
		return InSheetName
	}
	return ""
}

// mayBe reports whether a sheet of these names may be of a sender: see agree; a
// table of organisations may also be called after one of those below.
func (n *orgNames) mayBe(named []string, sender string, unitForm bool) bool {
	return n.agree(named, sender) || !unitForm && slices.ContainsFunc(named, func(org string) bool { return n.ancestors(org)[sender] })
}

// agree reports whether the organisations named may be said of a sender's
// workbook: there are none, or it is among them or below one of them.
func (n *orgNames) agree(named []string, sender string) bool {
	above := n.ancestors(sender)
	return len(named) == 0 || slices.ContainsFunc(named, func(org string) bool { return org == sender || above[org] })
}
