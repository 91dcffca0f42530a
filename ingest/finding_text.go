package ingest

import (
	"maps"

	"giaoban/ingest/locale"
)

// filePage is the argument of messages that offer a choice on the page of the
// file, in a part of the text that is left out without it.
const filePage = "file_page"

// Text puts the finding into words, the message "finding.<Code>" with Args, for
// somebody who takes workbooks in and can choose on the file's page how one is
// meant.
func (f Finding) Text(m *locale.Messages, lang locale.Lang) string {
	args := maps.Clone(f.Args)
	if args == nil {
		args = Args{}
	}
	args[filePage] = m.Text(lang, "choice.file_page", nil)
	return m.Text(lang, "finding."+f.Code, args)
}

// TextForSender puts the finding into words for whoever sent the workbook, who
// can only mend the file: without what is to be chosen on its page.
func (f Finding) TextForSender(m *locale.Messages, lang locale.Lang) string {
	return m.Text(lang, "finding."+f.Code, f.Args)
}
