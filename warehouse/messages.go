package warehouse

import (
	"embed"
	"io/fs"
)

//go:embed messages/*.json
var messageFiles embed.FS

// Messages are the texts of the findings the store raises, for locale.Load.
var Messages = func() fs.FS {
	sub, err := fs.Sub(messageFiles, "messages")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}()
