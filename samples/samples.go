// Package samples holds the sample workbooks that travel inside the program:
// the reports of five Party committees whose totals were published, and an
// invented bloc large enough to show trends. The folder generate holds the
// program that writes them; figures.json the figures they must add up to.
package samples

import "embed"

// Files are the sample workbooks, one folder per organisation. The folder
// vocabulary defines the organisations and plans and is to be loaded first.
//
//go:embed */*.xlsx */*/*.xlsx
var Files embed.FS
