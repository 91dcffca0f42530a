package ingest

import (
	"embed"
	"io/fs"
	"sync"

	"giaoban/ingest/locale"
)

//go:embed messages
var messageFiles embed.FS

// Messages holds the texts of findings, refusals, forms and vocabulary
// workbooks, for [locale.Load].
var Messages fs.FS = subFolder(messageFiles, "messages")

func subFolder(files embed.FS, name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// messages are this package's own texts, for what it writes into workbooks
// and looks for in them.
var messages = sync.OnceValue(func() *locale.Messages {
	m, err := locale.Load(Messages)
	if err != nil {
		panic("messages: " + err.Error()) // embedded data, checked by a test
	}
	return m
})
