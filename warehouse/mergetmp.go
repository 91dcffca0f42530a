package warehouse

import "giaoban/ingest/catalog"

func mergeRegisters(old, add *catalog.Register) *catalog.Register {
	r := *old
	r.Versions = append(r.Versions[:len(r.Versions):len(r.Versions)], add.Versions...)
	r.Edges = append(r.Edges[:len(r.Edges):len(r.Edges)], add.Edges...)
	r.Events = append(r.Events[:len(r.Events):len(r.Events)], add.Events...)
	r.Obligations = append(r.Obligations[:len(r.Obligations):len(r.Obligations)], add.Obligations...)
	return &r
}
