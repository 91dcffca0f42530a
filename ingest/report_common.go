package ingest

import (
	"regexp"
	"slices"

	"giaoban/ingest/catalog"
)

// superior returns the organisation whose workbook holds the tables of all of
// these, "" if that is not certain.
//
// A bloc's summary has a table for each cluster; its title names the bloc. A
// cluster's workbook may have a sheet for each unit: it is the cluster's if a
// title or the file's name says so, or if there are so many units, of no other
// cluster, that none can be a neighbour's form left in by mistake. A form that
// does not say whose it is could be anybody's.
func (r *reportReader) superior(names *orgNames, orgs []string) string {
	if slices.ContainsFunc(r.tables, func(x foundTable) bool { return x.table.orientation == rowsAreIndicators && x.title.org == "" }) {
		return ""
	}
	holds := func(org string) bool {
		return !slices.ContainsFunc(orgs, func(o string) bool { return o != org && !names.ancestors(o)[org] })
	}
	named := names.inFileName(r.fileName)
	for _, x := range r.tables {
		for _, l := range x.text.lines {
			named = append(named, names.in(l.text)...)
		}
	}
	named = slices.DeleteFunc(named, func(org string) bool { return !holds(org) })
	if named = names.lowest(named, nil); len(named) == 1 {
		return named[0]
	}
	const enough = 3
	if len(named) > 1 || len(orgs) < enough {
		return ""
	}
	holders := slices.DeleteFunc(names.today.Orgs(), func(org string) bool { return !names.isGroup(org) || !holds(org) })
	if holders = names.lowest(holders, nil); len(holders) == 1 {
		return holders[0]
	}
	return ""
}

// isGroup reports whether an organisation is a cluster or a bloc.
func (n *orgNames) isGroup(org string) bool {
	v, _ := n.today.Org(org)
	return v.Type == catalog.Cluster || v.Type == catalog.Bloc
}

// fileSender returns whom the file's name tells to have sent a workbook that
// names nobody itself. A form of one unit is not taken for a group's when the
// file's name speaks of an enterprise besides: that may be one nobody knows.
func (r *reportReader) fileSender(names *orgNames) []string {
	orgs := names.lowest(names.inFileName(r.fileName), nil)
	if len(orgs) != 1 || !names.isGroup(orgs[0]) || !enterpriseInFile.MatchString(unaccented(spaced(r.fileName))) {
		return orgs
	}
	if slices.ContainsFunc(r.tables, func(x foundTable) bool { return x.table.orientation == rowsAreIndicators }) {
		return nil
	}
	return orgs
}

// enterpriseInFile finds an enterprise in the plain words of a file's name
// without accents.
var enterpriseInFile = regexp.MustCompile(`(?:^| )(?:cong ty|cty|ct|tnhh|cp|ctcp|ngan hang|nh|nha may|xi nghiep|hop tac xa|htx|tap doan|chi bo|dang bo|don vi)(?: |$)`)

// tellSender notes what of the sender stands nowhere above a table: that the
// file's or a sheet's name told it, or that tables of others go in with it.
func (r *reportReader) tellSender(sender string, fromFile bool) {
	names := r.namesOn(r.tables[0].title.period.Last())
	at := r.tables[0].text.at
	if fromFile {
		r.findings.add(Note, codeSenderFromFile, at, Args{"sender": names.called(sender), "name": r.fileName})
		return
	}
	var units []string
	for _, x := range r.tables {
		if x.table.orientation == rowsAreIndicators && x.title.org != sender {
			units = append(units, x.title.org)
		}
	}
	slices.Sort(units)
	if units = slices.Compact(units); len(units) > 0 {
		r.findings.add(Warning, codeSenderOfSheets, at, Args{"sender": names.called(sender), "names": names.called(units...), "count": len(units)})
	}
}
