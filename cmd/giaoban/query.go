package main

import (
	"context"
	"encoding/json"
	"io"
	"net/url"
	"slices"

	"giaoban/dashboards/params"
	"giaoban/ingest"
	"giaoban/warehouse"
)

// query answers for metrics, from the data folder or through a server; both
// give the same rows because both read the same parameters.
func query(ctx context.Context, c *console, args []string) error {
	f := c.flags("query")
	dir := c.dataFlag(f)
	values := url.Values{}
	for _, name := range []string{"indicator", "org", "period", "from", "to", "by", "compare", "lens", "as-of"} {
		f.Func(name, c.text("cli.query."+name), func(v string) error {
			values.Set(queryParameter(name), v)
			return nil
		})
	}
	format := f.String("format", "table", c.text("cli.flag.format"))
	output := f.StringP("output", "o", "", c.text("cli.flag.output"))
	asJSON := f.Bool("json", false, c.text("cli.flag.as_json"))
	remote := c.serverFlags(f)
	if err := c.parseFlags(f, args); err != nil {
		return err
	}
	if *asJSON {
		*format = "json"
	}
	if !slices.Contains([]string{"table", "json", "csv", "xlsx"}, *format) {
		return c.problem("cli.bad_format", "format", *format)
	}
	if *format == "xlsx" && *output == "" && isTerminal(c.out) {
		return c.problem("cli.xlsx_needs_output")
	}

	a, err := c.ask(ctx, *dir, remote, values)
	if err != nil {
		return err
	}
	return c.toOutput(*output, func(w io.Writer) error { return a.write(c, w, *format) })
}

// queryParameter is the API's name of a flag.
func queryParameter(flag string) string {
	if flag == "as-of" {
		return "as_of"
	}
	return flag
}

func (c *console) ask(ctx context.Context, dir string, r *remote, values url.Values) (answer, error) {
	if r.url != "" {
		values.Set("lang", string(c.lang))
		body, err := r.get(ctx, c, "/api/v1/metrics", values)
		if err != nil {
			return answer{}, err
		}
		a := answer{compare: values.Get("compare"), lens: warehouse.Lens(values.Get("lens"))}
		if err := json.Unmarshal(body, &a.result); err != nil {
			return a, &problem{key: "cli.no_answer", args: []any{"url", r.url}, err: err}
		}
		return a, nil
	}
	store, err := c.openExisting(ctx, dir)
	if err != nil {
		return answer{}, err
	}
	defer store.Close()
	vocabulary, err := store.Vocabulary(ctx)
	if err != nil {
		return answer{}, err
	}
	q, err := params.ParseQuery(values, vocabulary)
	if err != nil {
		return answer{}, err
	}
	result, err := store.Metrics(ctx, q)
	return answer{result: result, vocabulary: vocabulary, compare: values.Get("compare"), lens: q.Lens}, err
}

// answer is a result with what is needed to put it into words. Through a
// server the vocabulary stays there, and codes stand for names.
type answer struct {
	result     warehouse.Result
	vocabulary ingest.Vocabulary
	compare    string
	lens       warehouse.Lens
}
