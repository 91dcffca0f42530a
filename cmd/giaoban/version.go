package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version prints which build this is.
func version(_ context.Context, c *console, args []string) error {
	f := c.flags("version")
	asJSON := f.Bool("json", false, c.text("cli.flag.as_json"))
	if err := c.parseFlags(f, args); err != nil {
		return err
	}
	this := cmp.Or(programVersion(), "unknown")
	if *asJSON {
		return json.NewEncoder(c.out).Encode(map[string]string{
			"version": this, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
		})
	}
	fmt.Fprintf(c.out, "giaoban %s (%s %s/%s)\n", this, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// programVersion is the module version, or the commit of a build from a
// checkout with "+" when it had changes, and "" when the build does not say.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	if revision == "" {
		return ""
	}
	return revision + dirty
}
