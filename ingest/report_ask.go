package ingest

// askSender returns the sender somebody has confirmed for what the title says
// or, where it says nothing, for this file; else it asks.
func (r *reportReader) askSender(x *foundTable, c code, at place, args Args, shown string, candidates []Candidate) (org string, ok bool) {
	q := Question{Scope: r.sha, Kind: MapSender, Shown: shown, Candidates: candidates}
	if q.Text = plain(shown); q.Text != "" {
		q.Scope = x.layout()
	}
	if m, ok := r.confirmed(x).find(MapSender, q.Text); ok {
		r.senderTold = r.senderTold || q.Text == ""
		r.findings.noteMapping(m, r.Vocabulary, at)
		return m.Target, true
	}
	named := r.namesOn(x.title.period.Last()).candidate
	if c != codeSenderUnknown {
		named = nil // the message names them
	}
	r.findings.ask(Error, c, at, args, q, named)
	return "", false
}

// equally returns targets of which none is likelier than another.
func equally(targets []string) []Candidate { return standing("", targets...) }

// told returns what somebody has answered about this file alone.
func (r *reportReader) told(kind MappingKind) (Mapping, bool) {
	return r.Vocabulary.confirmed(r.tables[0].title.period.Last(), r.sha).find(kind, "")
}

// askPeriod asks which period this file reports on: of what is sure by the
// layout alone nobody would have to ask.
func (r *reportReader) askPeriod(c code, x *foundTable, args Args, list ...statement) {
	var candidates []Candidate
	for _, s := range list {
		candidates = append(candidates, standing(s.in, s.period.Code())...)
	}
	r.findings.ask(Error, c, x.text.at, args, ofFile(r.sha, MapPeriod, candidates...), nil)
}
