package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-isatty"
	"github.com/spf13/pflag"

	"giaoban/dashboards"
	"giaoban/dashboards/params"
	"giaoban/dashboards/rows"
	"giaoban/ingest"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
)

//go:embed messages
var messageFiles embed.FS

// console is where a command talks to a person: two streams and a language.
type console struct {
	out, err io.Writer
	lang     locale.Lang
	messages *locale.Messages
}

func newConsole(out, err io.Writer) (*console, error) {
	own, subErr := fs.Sub(messageFiles, "messages")
	if subErr != nil {
		return nil, subErr
	}
	m, loadErr := locale.Load(own, ingest.Messages, warehouse.Messages, dashboards.Messages, rows.Messages)
	if loadErr != nil {
		return nil, loadErr
	}
	lang := locale.VI
	if os.Getenv("GIAOBAN_LANG") == string(locale.EN) {
		lang = locale.EN
	}
	return &console{out: out, err: err, lang: lang, messages: m}, nil
}

// takeLanguage removes a leading --lang vi|en, which every command accepts.
func (c *console) takeLanguage(args []string) []string {
	var rest []string
	for i := 0; i < len(args); i++ {
		value, ok := strings.CutPrefix(args[i], "--lang=")
		if args[i] == "--lang" && i+1 < len(args) {
			i++
			value, ok = args[i], true
		}
		if !ok {
			rest = append(rest, args[i])
			continue
		}
		c.lang = locale.VI
		if value == string(locale.EN) {
			c.lang = locale.EN
		}
	}
	return rest
}

// text returns a message; args alternate names and values.
func (c *console) text(key string, args ...any) string {
	return c.messages.Text(c.lang, key, named(args))
}

func named(args []any) map[string]any {
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	return m
}

// problem is an error whose sentence comes from the message files.
type problem struct {
	key  string
	args []any
	err  error // what lies beneath; shown after the sentence
}

func (p *problem) Error() string {
	if p.err != nil {
		return p.key + ": " + p.err.Error()
	}
	return p.key
}

func (p *problem) Unwrap() error { return p.err }

func (c *console) problem(key string, args ...any) error {
	return &problem{key: key, args: args}
}

// fail prints an error as a sentence that says what to do.
func (c *console) fail(err error) {
	var p *problem
	var parameter *params.Error
	switch {
	case errors.As(err, &p):
		fmt.Fprintln(c.err, c.text(p.key, p.args...))
		if p.err != nil {
			fmt.Fprintln(c.err, "  "+p.err.Error())
		}
	case errors.Is(err, warehouse.ErrDiskFull):
		fmt.Fprintln(c.err, c.text("cli.disk_full"))
	case errors.As(err, &parameter):
		fmt.Fprintln(c.err, c.messages.Text(c.lang, parameter.Key, parameter.Args()))
	default:
		fmt.Fprintln(c.err, c.text("cli.failed", "error", err.Error()))
	}
}

func (c *console) help(w io.Writer) {
	fmt.Fprintln(w, c.text("cli.help"))
	fmt.Fprintln(w)
	for _, command := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", command.name, c.text("cli.command."+command.name))
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, c.text("cli.help_more"))
}

// flags begins the flag set of a command, with --help in the language and --data.
func (c *console) flags(name string) *pflag.FlagSet {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.SortFlags = false
	f.Usage = func() {
		fmt.Fprintln(c.out, c.text("cli.usage."+name))
		fmt.Fprintln(c.out)
		fmt.Fprint(c.out, c.usages(f))
	}
	return f
}

// usages lists the flags of a command, each with what it is for and what holds
// without it, in the language of the console.
func (c *console) usages(f *pflag.FlagSet) string {
	type line struct{ flag, use string }
	var lines []line
	width := 0
	f.VisitAll(func(flag *pflag.Flag) {
		l := line{"      --" + flag.Name, flag.Usage}
		if flag.Shorthand != "" {
			l.flag = "  -" + flag.Shorthand + ", --" + flag.Name
		}
		if flag.Value.Type() != "bool" {
			l.flag += " " + c.text("cli.flag.value")
		}
		if d := flag.DefValue; d != "" && d != "false" && d != "0" && d != "[]" {
			l.use += " " + c.text("cli.flag.default", "value", d)
		}
		lines, width = append(lines, l), max(width, utf8.RuneCountInString(l.flag))
	})
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%-*s   %s\n", width, l.flag, l.use)
	}
	return b.String()
}

// parse reads the arguments; a wrong one is a sentence with the command's usage.
func (c *console) parse(f *pflag.FlagSet, args []string) error {
	err := f.Parse(args)
	if err == nil || errors.Is(err, pflag.ErrHelp) {
		return err
	}
	return &problem{key: "cli.bad_flags", args: []any{"command", f.Name()}, err: err}
}

// parseFlags is parse for a command that takes flags only: a word left over
// belongs to a flag that was mistyped, and the answer would be to something
// else than what was asked.
func (c *console) parseFlags(f *pflag.FlagSet, args []string) error {
	if err := c.parse(f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return c.problem("cli.left_over", "command", f.Name(), "argument", f.Arg(0))
	}
	return nil
}

// dataFlag adds --data: the folder that holds the database and the originals.
func (c *console) dataFlag(f *pflag.FlagSet) *string {
	dir := os.Getenv("GIAOBAN_DATA")
	if dir == "" {
		dir = "giaoban-data"
	}
	return f.String("data", dir, c.text("cli.flag.data"))
}

// terminal reports whether progress may be drawn.
func (c *console) terminal() bool {
	f, ok := c.err.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// quoted shortens a path for a sentence.
func quoted(p string) string { return filepath.ToSlash(p) }
