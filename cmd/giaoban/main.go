// Command giaoban loads the report workbooks of Party committees of
// enterprise blocs into a DuckDB store, answers questions about them, and
// serves the dashboards.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/pflag"
)

// Exit codes, part of the command-line contract.
const (
	exitDone    = 0
	exitRefused = 1 // a workbook was refused; the findings say why
	exitFailed  = 2 // wrong usage, or reading or writing failed
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// command is one subcommand; the help lists them in this order.
type command struct {
	name string
	run  func(ctx context.Context, c *console, args []string) error
}

func commands() []command {
	return []command{
		{"demo", demo},
		{"serve", serve},
		{"load", load},
		{"template", template},
		{"query", query},
		{"backup", backup},
		{"restore", restore},
		{"rebuild", rebuild},
		{"version", version},
	}
}

// errRefused ends a command whose findings have been printed already.
var errRefused = errors.New("refused")

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c, err := newConsole(stdout, stderr)
	if err != nil {
		_, _ = io.WriteString(stderr, err.Error()+"\n")
		return exitFailed
	}
	args = c.takeLanguage(args)
	if len(args) == 0 {
		c.help(stderr)
		return exitFailed
	}
	if args[0] == "help" && len(args) > 1 {
		args = []string{args[1], "--help"}
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		c.help(stdout)
		return exitDone
	}
	for _, command := range commands() {
		if command.name != args[0] {
			continue
		}
		switch err := command.run(ctx, c, args[1:]); {
		case err == nil, errors.Is(err, pflag.ErrHelp):
			return exitDone
		case errors.Is(err, errRefused):
			return exitRefused
		case ctx.Err() != nil: // whatever failed, it was because somebody stopped it
			c.fail(c.problem("cli.interrupted"))
			return exitFailed
		default:
			c.fail(err)
			return exitFailed
		}
	}
	c.fail(c.problem("cli.unknown_command", "name", args[0]))
	return exitFailed
}
