package ingest

import "slices"

// settleSenders finds who sent each table and returns the workbook's sender,
// "" after an error.
func (r *reportReader) settleSenders() string {
	if _, known := r.Register.At(r.id.Org, r.tables[0].title.period.Last()); known {
		for i := range r.tables {
			r.tables[i].title.org = r.id.Org
			r.compareTitle(&r.tables[i])
		}
		r.compareNames(r.id.Org)
		return r.id.Org
	}
	var all []string
	for i := range r.tables {
		x := &r.tables[i]
		names := r.namesOn(x.title.period.Last())
		orgs, unknown := names.sender(x.text.lines, x.table.orientation == rowsAreIndicators)
		if len(orgs) == 0 && unknown == nil {
			orgs = names.lowest(names.in(spaced(x.grid.Name)), nil)
			if len(orgs) == 0 && i > 0 && r.tables[i-1].grid == x.grid && r.tables[i-1].title.org != "" {
				orgs = []string{r.tables[i-1].title.org}
			}
		}
		switch {
		case unknown != nil && len(orgs) == 0:
			org, ok := r.askSender(x, codeSenderUnknown, unknown.at, Args{"name": unknown.text}, unknown.text, names.organisationsLike(unknown.text, nil))
			if !ok {
				return ""
			}
			x.title.org = org
			all = append(all, org)
		case len(orgs) > 1:
			org, ok := r.askSender(x, codeSenderAmbiguous, x.text.at, Args{"names": names.called(orgs...)}, names.called(orgs...), equally(orgs))
			if !ok {
				return ""
			}
			x.title.org = org
			all = append(all, org)
		case len(orgs) == 1:
			x.title.org = orgs[0]
			all = append(all, orgs[0])
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	names := r.namesOn(r.tables[0].title.period.Last())
	fromFile, nobody := r.fileSender(names), len(all) == 0
	switch {
	case nobody && len(fromFile) == 1:
		all = fromFile
	case nobody:
		org, ok := r.askSender(&r.tables[0], codeSenderMissing, r.tables[0].text.at, nil, "", equally(fromFile))
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
		if r.tables[i].title.org == "" {
			r.tables[i].title.org = all[0]
		}
	}
	r.tellSender(all[0], nobody && len(fromFile) == 1)
	r.compareNames(all[0])
	return all[0]
}

// compareTitle warns if what stands above a table names somebody else than
// the hidden identification, which goes before it.
func (r *reportReader) compareTitle(x *foundTable) {
	names := r.namesOn(x.title.period.Last())
	orgs, unknown := names.sender(x.text.lines, x.table.orientation == rowsAreIndicators)
	other := names.called(orgs...)
	if unknown != nil {
		other = unknown.text
	}
	if unknown != nil || !names.agree(orgs, x.title.org) {
		r.findings.add(Warning, codeSenderTitle, x.text.at, Args{"sender": names.called(x.title.org), "other": other})
	}
}

// compareNames warns if a sheet or the file is called after somebody else than
// the sender: of last quarter's file of a neighbour only the figures may be new.
func (r *reportReader) compareNames(sender string) {
	names := r.namesOn(r.tables[0].title.period.Last())
	for i, x := range r.tables {
		if i > 0 && r.tables[i-1].grid == x.grid {
			continue
		}
		named := names.lowest(names.in(spaced(x.grid.Name)), []string{x.title.org})
		if !names.agree(named, x.title.org) && !slices.ContainsFunc(named, func(org string) bool { return names.ancestors(org)[x.title.org] }) {
			r.findings.add(Warning, codeSenderSheetName, x.text.at,
				Args{"sender": names.called(x.title.org), "other": names.called(named...)})
		}
	}
	names.compareFileName(r.fileName, sender, r.tables[0].text.at, r.findings)
}

// agree reports whether the organisations named may be said of a sender's
// workbook: there are none, or it is among them or below one of them.
func (n *orgNames) agree(named []string, sender string) bool {
	above := n.ancestors(sender)
	return len(named) == 0 || slices.ContainsFunc(named, func(org string) bool { return org == sender || above[org] })
}
