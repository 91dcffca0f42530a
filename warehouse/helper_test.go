package warehouse

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"testing"

	"giaoban/sql"
)

var sqlFiles = sql.Files

// TestMain also plays the second process of some tests. The property test
// takes about a second per world, most of it DuckDB's planning; more worlds
// with -rapid.checks.
func TestMain(m *testing.M) {
	switch dir := os.Getenv("GIAOBAN_TEST_DIR"); os.Getenv("GIAOBAN_TEST_ROLE") {
	case "hold":
		hold(dir)
		return
	case "load":
		load(dir)
		return
	}
	if err := flag.Set("rapid.checks", "12"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(m.Run())
}

// process is this test binary in another role.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines *bufio.Scanner
}

func helper(t *testing.T, role, dir string) *process {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "GIAOBAN_TEST_ROLE="+role, "GIAOBAN_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{t, cmd, bufio.NewScanner(out)}
	t.Cleanup(p.kill)
	return p
}

// line waits for the next line the process prints.
func (p *process) line() string {
	p.lines.Scan()
	return p.lines.Text()
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	_ = p.cmd.Wait()
}
