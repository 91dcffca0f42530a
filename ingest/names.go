package ingest

import (
	"sync"
	"time"

	"giaoban/ingest/catalog"
)

// Indexed returns the vocabulary with room to remember what readings find out
// about its names: with hundreds of organisations that takes longer than
// reading a form. It is worth it for whoever reads many workbooks. The
// register must not be changed afterwards.
func (v Vocabulary) Indexed() Vocabulary {
	v.index = &nameIndex{register: v.Register, days: map[time.Time]*orgNames{}}
	return v
}

// nameIndex remembers the names in use on some days.
type nameIndex struct {
	register *catalog.Register

	mu   sync.Mutex
	days map[time.Time]*orgNames
}

// maxIndexedDays bounds what an index remembers. Workbooks are of a few
// periods at a time; files of all the past end on some hundred days.
const maxIndexedDays = 128

// namesOn returns the names in use on a day.
func (v Vocabulary) namesOn(day time.Time) *orgNames {
	x := v.index
	if x == nil || x.register != v.Register {
		return newOrgNames(v.Register, day)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	n, ok := x.days[day]
	if !ok {
		if len(x.days) == maxIndexedDays {
			clear(x.days)
		}
		n = newOrgNames(v.Register, day)
		x.days[day] = n
	}
	return n
}
