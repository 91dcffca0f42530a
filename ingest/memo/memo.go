// Package memo keeps what was lately found out about short texts. The files of
// a batch are mostly of one form: they say the same few hundred names of rows
// and columns, and what a name says is worked out of its letters each time.
package memo

import (
	"strings"
	"sync"
)

const (
	maxTexts = 1 << 13 // kept by one function; about 2 MB when all are long
	maxText  = 200     // bytes; longer texts are seldom said twice
)

// Func returns find with a memory: a short text it was lately asked about is
// not looked through again. find must depend on nothing but the text, and what
// it returns must not be changed by its callers. The function may be called by
// several goroutines at once.
func Func[V any](find func(text string) V) func(text string) V {
	var lock sync.RWMutex
	known := map[string]V{}
	return func(text string) V {
		if len(text) > maxText {
			return find(text)
		}
		lock.RLock()
		v, ok := known[text]
		lock.RUnlock()
		if ok {
			return v
		}
		v = find(text)
		lock.Lock()
		defer lock.Unlock()
		if len(known) >= maxTexts {
			clear(known)
		}
		known[strings.Clone(text)] = v // the text may be a part of a whole file's
		return v
	}
}
