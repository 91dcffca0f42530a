package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"giaoban/dashboards"
	"giaoban/samples"
	"giaoban/warehouse"
	"giaoban/warehouse/intake"
	"giaoban/warehouse/intake/batch"
)

const (
	defaultAddr = "127.0.0.1:8080"
	demoMark    = "demo"    // file in a data folder that demo filled
	tokenFile   = "token"   // the sign-in token, readable by the owner only
	servedFile  = "served"  // the address of the server that holds the folder
	batchesDir  = "batches" // what became of uploads
	drainTime   = 10 * time.Second
)

// demo fills an empty data folder with the samples and serves it. A folder it
// filled before is served as it is; any other folder with data is refused.
func demo(ctx context.Context, c *console, args []string) error {
	f := c.flags("demo")
	dir, addr := c.dataFlag(f), addrFlag(c, f)
	if err := c.parseFlags(f, args); err != nil {
		return err
	}
	if err := mayHoldDemo(*dir); err != nil {
		return &problem{key: "cli.demo_refused", args: []any{"dir", quoted(*dir)}, err: err}
	}
	store, err := c.openStore(ctx, *dir)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := os.WriteFile(filepath.Join(*dir, demoMark), nil, 0o600); err != nil {
		return &problem{key: "cli.cannot_write", err: err}
	}
	listener, err := listen(ctx, *addr) // before the long part: a busy port is told at once
	if err != nil {
		return err
	}
	defer listener.Close()
	sources, err := intake.CollectFS(samples.Files)
	if err != nil {
		return err
	}
	outcomes, err := c.loadWithProgress(ctx, store, sources, intake.Options{By: "giaoban demo", Note: c.text("cli.demo_note")})
	if err != nil {
		return &problem{key: "cli.demo_failed", err: err}
	}
	for _, o := range outcomes {
		if o.State == warehouse.Refused {
			c.printReport(o.Report(c.messages, c.lang), false)
		}
	}
	return serveStore(ctx, c, store, *dir, listener)
}

var errOtherData = errors.New("not a demo folder")

// mayHoldDemo fails when the folder holds anything but an earlier demo.
func mayHoldDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, demoMark)); err == nil || len(entries) == 0 {
		return nil
	}
	return errOtherData
}

// serve serves an existing data folder.
func serve(ctx context.Context, c *console, args []string) error {
	f := c.flags("serve")
	dir, addr := c.dataFlag(f), addrFlag(c, f)
	if err := c.parseFlags(f, args); err != nil {
		return err
	}
	if _, err := os.Stat(*dir); err != nil {
		return c.problem("cli.no_data", "dir", quoted(*dir))
	}
	store, err := c.openStore(ctx, *dir)
	if err != nil {
		return err
	}
	defer store.Close()
	listener, err := listen(ctx, *addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	return serveStore(ctx, c, store, *dir, listener)
}

func addrFlag(c *console, f *pflag.FlagSet) *string {
	return f.String("addr", defaultAddr, c.text("cli.flag.addr"))
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &problem{key: "cli.cannot_listen", args: []any{"addr", addr}, err: err}
	}
	return listener, nil
}

// serveStore serves until the context ends, then lets requests finish.
func serveStore(ctx context.Context, c *console, store *warehouse.Store, dir string, listener net.Listener) error {
	token, err := signInToken(dir)
	if err != nil {
		return &problem{key: "cli.cannot_write", err: err}
	}
	log := slog.New(slog.NewTextHandler(c.err, nil))
	batches, err := batch.Open(batch.Config{
		Store: store, Messages: c.messages, Dir: filepath.Join(dir, batchesDir), Now: time.Now, Log: log,
	})
	if err != nil {
		return &problem{key: "cli.cannot_open", args: []any{"dir", quoted(dir)}, err: err}
	}
	defer batches.Close()
	handler, err := dashboards.New(dashboards.Config{
		Store: store, Batches: batches, Token: token, Now: time.Now, Log: log, Version: programVersion(),
	})
	if err != nil {
		return err
	}
	served := filepath.Join(dir, servedFile)
	base := "http://" + listener.Addr().String()
	if err := os.WriteFile(served, []byte(base), 0o600); err != nil {
		return &problem{key: "cli.cannot_write", err: err}
	}
	defer os.Remove(served)

	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	// The contract fixes this line's words, so it is the same in both languages.
	fmt.Fprintf(c.out, "Open %s/signin?token=%s\n", base, token)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	batches.Close() // those who follow a batch would keep the server from ending
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	return server.Shutdown(drain)
}

// signInToken returns the folder's token, making one the first time. It stays
// the same over restarts, so that bookmarks and scripts keep working.
func signInToken(dir string) (string, error) {
	name := filepath.Join(dir, tokenFile)
	if b, err := os.ReadFile(name); err == nil {
		if token := strings.TrimSpace(string(b)); len(token) >= 32 {
			return token, nil
		}
	}
	secret := make([]byte, 24)
	if _, err := rand.Read(secret); err != nil {
		return "", err
	}
	token := base64.RawURLEncoding.EncodeToString(secret)
	return token, os.WriteFile(name, []byte(token+"\n"), 0o600)
}

// servedAt returns the address a running server left in the folder, or "".
func servedAt(dir string) string {
	b, err := os.ReadFile(filepath.Join(dir, servedFile))
	if err != nil {
		return ""
	}
	return string(b)
}
