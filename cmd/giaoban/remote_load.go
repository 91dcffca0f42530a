package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"

	"giaoban/warehouse/intake"
)

// How much goes into one request: committing many together costs the server
// hardly more than one, and the lines of one appear when it is answered.
const (
	parcelFiles = 50
	parcelBytes = 16 << 20
)

// parcel is files that go together, none of the name of another, by which the
// server's answer tells them apart.
type parcel struct {
	files []intake.File
	paths map[string]string // by name
	bytes int
}

func (p *parcel) add(path string, f intake.File) {
	if p.paths == nil {
		p.paths = map[string]string{}
	}
	p.files = append(p.files, f)
	p.paths[f.Name] = path
	p.bytes += len(f.Data)
}

func (p *parcel) takes(f intake.File) bool {
	_, twice := p.paths[f.Name]
	return !twice && len(p.files) < parcelFiles && p.bytes+len(f.Data) <= parcelBytes
}

// load uploads the sources, many at a time.
func (r *remote) load(ctx context.Context, c *console, sources []intake.Source, options intake.Options, show func(intake.Report) error) error {
	var next parcel
	send := func() error {
		reports, err := r.submit(ctx, c, next, options)
		next = parcel{}
		for _, report := range reports {
			err = errors.Join(err, show(report))
		}
		return err
	}
	for _, source := range sources {
		data, err := source.Read()
		if err != nil {
			if err := show(intake.Unreadable(source, err).Report(c.messages, c.lang)); err != nil {
				return err
			}
			continue
		}
		f := intake.File{Name: source.Name(), Data: data}
		if len(next.files) > 0 && !next.takes(f) {
			if err := send(); err != nil {
				return err
			}
		}
		next.add(source.Path, f)
	}
	if len(next.files) == 0 {
		return nil
	}
	return send()
}

// submit uploads the files of a parcel and returns what became of them.
func (r *remote) submit(ctx context.Context, c *console, p parcel, options intake.Options) ([]intake.Report, error) {
	body, contentType, err := p.form(options)
	if err != nil {
		return nil, err
	}
	answer, err := r.do(ctx, c, http.MethodPost, "/api/v1/submissions?lang="+string(c.lang), body, contentType)
	if err != nil {
		return nil, err
	}
	var all struct {
		Workbooks []intake.Report `json:"workbooks"`
		intake.Report
	}
	if err := json.Unmarshal(answer, &all); err != nil {
		return nil, &problem{key: "cli.no_answer", args: []any{"url", r.url}, err: err}
	}
	if all.Workbooks == nil {
		all.Workbooks = []intake.Report{all.Report}
	}
	for i := range all.Workbooks {
		if path, ok := p.paths[all.Workbooks[i].Path]; ok {
			all.Workbooks[i].Path = path
		}
	}
	return all.Workbooks, nil
}

// form is the parcel as the body of a request.
func (p parcel) form(options intake.Options) (body *bytes.Buffer, contentType string, err error) {
	body = new(bytes.Buffer)
	form := multipart.NewWriter(body)
	hold := string(options.Hold)
	if options.Decide {
		hold = "" // the note alone
	}
	for _, field := range [][2]string{
		{"dry_run", strconv.FormatBool(options.DryRun)},
		{"hold", hold},
		{"by", options.By},
		{"note", options.Note},
	} {
		if err := form.WriteField(field[0], field[1]); err != nil {
			return nil, "", err
		}
	}
	for _, f := range p.files {
		part, err := form.CreateFormFile("file", f.Name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.Data); err != nil {
			return nil, "", err
		}
	}
	return body, form.FormDataContentType(), form.Close()
}
