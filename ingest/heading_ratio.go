package ingest

import "giaoban/ingest/catalog"

// forgetParts takes what stands below the heading of a ratio for none of the
// indicators it may be called after: "Tổng số ĐV" below "Học tập nghị quyết" are
// those that the share is of, who need not be all the Party members there are.
func forgetParts(heads []columnHeading, cat *catalog.Catalogue) {
	for i := range heads {
		for _, h := range []*heading{&heads[i].head, heads[i].spread} {
			if h == nil || !h.known || h.indicator.Kind == catalog.Ratio {
				continue
			}
			for above := len(h.names) - 1; above > 0; above-- {
				if ind, ok := matchNames(h.names[:above], cat); ok && ind.Kind == catalog.Ratio {
					h.known, h.indicator = false, catalog.Indicator{}
					break
				}
			}
		}
	}
}
