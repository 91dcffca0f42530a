package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"
)

// remote is a running server that holds the data folder; a command given one
// works through it, because a second process never opens the file.
type remote struct{ url, token string }

func (c *console) serverFlags(f *pflag.FlagSet) *remote {
	r := new(remote)
	f.StringVar(&r.url, "server", "", c.text("cli.flag.server"))
	f.StringVar(&r.token, "token", os.Getenv("GIAOBAN_TOKEN"), c.text("cli.flag.token"))
	return r
}

// client bounds a request to what the slowest upload may take.
var client = http.Client{Timeout: 5 * time.Minute}

// do sends a request and returns the body of a good answer. A bad answer's
// problem+json sentence becomes the error.
func (r *remote) do(ctx context.Context, c *console, method, path string, body io.Reader, contentType string) ([]byte, error) {
	answer, err := r.send(ctx, c, client, method, path, body, contentType)
	if err != nil {
		return nil, err
	}
	defer answer.Close()
	b, err := io.ReadAll(answer)
	if err != nil {
		return nil, &problem{key: "cli.no_answer", args: []any{"url", r.url}, err: err}
	}
	return b, nil
}

// send is do for a caller who reads the body, and closes it.
func (r *remote) send(ctx context.Context, c *console, client http.Client, method, path string, body io.Reader, contentType string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(r.url, "/")+path, body)
	if err != nil {
		return nil, &problem{key: "cli.bad_server", args: []any{"url", r.url}, err: err}
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, r.unreached(c, err)
	}
	// A refused workbook comes with its report, like an accepted one.
	report := !strings.HasPrefix(res.Header.Get("Content-Type"), "application/problem+json")
	if res.StatusCode < 300 || res.StatusCode == http.StatusUnprocessableEntity && report {
		return res.Body, nil
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, &problem{key: "cli.no_answer", args: []any{"url", r.url}, err: err}
	}
	if res.StatusCode == http.StatusUnauthorized {
		return nil, c.problem("cli.wrong_token", "url", r.url)
	}
	// The detail is a sentence in the language asked for; the title is HTTP's
	// English, of use only where nothing else was said.
	var p struct{ Title, Detail string }
	_ = json.Unmarshal(answer, &p)
	return nil, &problem{key: "cli.server_said", args: []any{"url", r.url, "status", strconv.Itoa(res.StatusCode)},
		err: errors.New(cmp.Or(p.Detail, p.Title, http.StatusText(res.StatusCode)))}
}

// unreached says in words why no answer came; the error's own, which are the
// system's, only where the cause is a rare one.
func (r *remote) unreached(c *console, err error) error {
	var name *net.DNSError
	var slow net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return c.problem("cli.nobody_there", "url", r.url)
	case errors.As(err, &name):
		return c.problem("cli.no_such_host", "url", r.url)
	case errors.As(err, &slow) && slow.Timeout():
		return c.problem("cli.too_slow", "url", r.url)
	}
	return &problem{key: "cli.no_answer", args: []any{"url", r.url}, err: err}
}

func (r *remote) get(ctx context.Context, c *console, path string, values url.Values) ([]byte, error) {
	return r.do(ctx, c, http.MethodGet, path+"?"+values.Encode(), nil, "")
}
