package main

import (
	"io/fs"
	"os"
	"testing"

	"giaoban/ingest/locale/localetest"
)

func TestMessages(t *testing.T) {
	own, err := fs.Sub(messageFiles, "messages")
	if err != nil {
		t.Fatal(err)
	}
	localetest.Check(t, own)
	localetest.Used(t, own, os.DirFS("."),
		"cli.command.*", "cli.usage.*", "cli.query.*", "cli.state.*", "cli.severity.*", "cli.reason.*", "cli.table.*")
}
