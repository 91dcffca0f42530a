package dashboards

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"giaoban/warehouse/intake"
	"giaoban/warehouse/intake/batch"
)

// Limits of one upload. Files wait in memory until they are read.
const (
	maxUploadBytes = 256 << 20
	maxUploadFiles = 2000
	maxUploadName  = 300 // bytes of a file's name with its folders
	maxReceiving   = 2   // uploads received at a time
	recentBatches  = 12
)

// upload answers GET /upload: where to drop files, and the batches so far.
func (s *server) upload(c echo.Context) error {
	s.rememberLang(c)
	w := s.words(c)
	page := uploadPage{Headline: w.say("page.upload.headline"), Drop: w.dropzone(person(c))}
	for _, b := range s.batches.Recent(recentBatches) {
		page.Recent = append(page.Recent, w.recentBatch(b))
	}
	page.shell = s.frame(c, w, "upload", place{})
	page.Title = w.say("page.upload.title")
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "upload.html", page)
}

// startBatch answers POST /batches: a form with files, which go into the queue,
// and the way to their batch: a redirect, or for a script its address.
func (s *server) startBatch(c echo.Context) error {
	select {
	case s.receiving <- struct{}{}:
		defer func() { <-s.receiving }()
	default:
		return fail(http.StatusServiceUnavailable, "page.upload.busy", nil)
	}
	files, options, err := receive(c)
	if err != nil {
		return err
	}
	b, err := s.batches.Add(files, options)
	switch {
	case errors.Is(err, batch.ErrFull), errors.Is(err, batch.ErrClosed):
		return &failure{status: http.StatusServiceUnavailable, key: "page.upload.busy", cause: err}
	case err != nil:
		return err
	}
	at := "/batches/" + b.ID
	if wantsJSON(c) {
		return writeJSON(c, http.StatusCreated, echo.MIMEApplicationJSON, map[string]string{"id": b.ID, "location": at})
	}
	return c.Redirect(http.StatusSeeOther, at)
}

// wantsJSON tells a script from a browser that goes from page to page.
func wantsJSON(c echo.Context) bool {
	return strings.Contains(c.Request().Header.Get("Accept"), echo.MIMEApplicationJSON)
}

// receive reads the files of a form into memory.
func receive(c echo.Context) (files []intake.File, o batch.Options, err error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxUploadBytes)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, o, &failure{status: http.StatusBadRequest, key: "page.upload.nothing", cause: err}
	}
	var hold string
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, o, uploadError(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, o, uploadError(err)
		}
		switch name := uploadName(part); {
		case part.FormName() == "dry_run":
			o.DryRun = string(data) == "true"
		case part.FormName() == "hold":
			hold = string(data)
		case part.FormName() == "note":
			o.Note = strings.TrimSpace(string(data))
		case part.FormName() == "by":
			if o.By, err = sender(string(data)); err != nil {
				return nil, o, err
			}
		case part.FormName() != "file" || name == "":
		case len(files) == maxUploadFiles:
			return nil, o, fail(http.StatusRequestEntityTooLarge, "page.upload.too_many", map[string]any{"limit": maxUploadFiles})
		default:
			files = append(files, intake.File{Name: name, Data: data})
		}
	}
	if len(files) == 0 {
		return nil, o, fail(http.StatusBadRequest, "page.upload.nothing", nil)
	}
	o.Hold, err = readHold(hold, o.Note)
	o.Decide = hold == "" && o.Note != ""
	return files, o, err
}

func uploadError(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return fail(http.StatusRequestEntityTooLarge, "page.upload.too_large", map[string]any{"limit": maxUploadBytes >> 20})
	}
	return &failure{status: http.StatusBadRequest, key: "page.upload.cut", cause: err}
}

// uploadName is a file's name with the folders it was dropped with: a folder
// may be marked secret. Nothing is ever written under it.
func uploadName(part *multipart.Part) string {
	_, values, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil || values["filename"] == "" {
		return ""
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, strings.ToValidUTF8(values["filename"], "�"))
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	for len(name) > maxUploadName {
		_, rest, found := strings.Cut(name, "/")
		if !found {
			rest = strings.ToValidUTF8(name[len(name)-maxUploadName:], "")
		}
		name = rest
	}
	return name
}

// batchPage answers GET /batches/ID.
func (s *server) batchPage(c echo.Context) error {
	s.rememberLang(c)
	b, w, err := s.askedBatch(c)
	if err != nil {
		return err
	}
	page := w.batch(b)
	page.shell = s.frame(c, w.words, "upload", place{})
	page.Title = w.say("page.batch.title", "time", w.clock(b.Created))
	page.Drop = w.dropzone(person(c))
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "batch.html", page)
}

// batchFile answers GET /batches/ID/summary.csv and summary.xlsx.
func (s *server) batchFile(c echo.Context) error {
	b, w, err := s.askedBatch(c)
	if err != nil {
		return err
	}
	return sendTables(c, "giaoban-batch-"+b.ID, formOf(c), w.batchTable(b))
}

// askedBatch returns the batch of the address and words that know today's names.
func (s *server) askedBatch(c echo.Context) (batch.Batch, batchWords, error) {
	b, err := s.batches.Batch(c.Param("id"))
	if err != nil {
		return b, batchWords{}, fail(http.StatusNotFound, "page.batch.unknown", nil)
	}
	ctx := c.Request().Context()
	dir, err := s.current(ctx)
	return b, batchWords{words: s.words(c), dir: dir}, err
}

// How the stream of a batch's changes is paced: changes within a moment go
// together, and a silent one says now and then that it lives.
const (
	streamPause = 150 * time.Millisecond
	streamPulse = 3 * time.Second
)

// batchEvents answers GET /batches/ID/events?since=VERSION: a stream of what
// changes in the batch, as pieces of its page, until it is settled.
func (s *server) batchEvents(c echo.Context) error {
	b, w, err := s.askedBatch(c)
	if err != nil {
		return err
	}
	var since int
	asked := c.Request().Header.Get("Last-Event-ID") // of a browser that comes back
	if asked == "" {
		asked = c.QueryParam("since")
	}
	if _, err := fmt.Sscanf(asked, "%d", &since); err != nil {
		since = 0 // everything
	}
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	c.Response().WriteHeader(http.StatusOK)
	pulse := time.NewTicker(streamPulse)
	defer pulse.Stop()
	for {
		message, err := s.batchMessage(w, b, since)
		if err != nil {
			return err
		}
		if _, err := c.Response().Write(message); err != nil {
			return nil //nolint:nilerr // the reader has gone, which is no failure
		}
		c.Response().Flush()
		since = b.Version
		if !b.Done.IsZero() {
			return nil
		}
		for waiting := true; waiting; {
			select {
			case <-s.batches.Changed(b.ID, since):
				waiting = false
			case <-pulse.C:
				if _, err := io.WriteString(c.Response(), "event: pulse\ndata: 1\n\n"); err != nil {
					return nil //nolint:nilerr // as above
				}
				c.Response().Flush()
			case <-c.Request().Context().Done():
				return nil
			case <-s.batches.Done():
				return nil
			}
		}
		time.Sleep(streamPause)
		if b, w, err = s.askedBatch(c); err != nil {
			return err
		}
	}
}

// batchMessage is what changed since a version, as the event stream writes it.
func (s *server) batchMessage(w batchWords, b batch.Batch, since int) ([]byte, error) {
	page := w.batch(b)
	message := struct {
		Headline string         `json:"headline"`
		Tally    string         `json:"tally"`
		Rows     map[int]string `json:"rows"`
		Done     bool           `json:"done"`
	}{page.Headline, "", map[int]string{}, !b.Done.IsZero()}
	var piece bytes.Buffer
	if err := s.pages[w.lang].ExecuteTemplate(&piece, "batch-tally", page); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	message.Tally = piece.String()
	for i, row := range page.Rows {
		if b.Items[i].Version <= since {
			continue
		}
		piece.Reset()
		if err := s.pages[w.lang].ExecuteTemplate(&piece, "batch-row", row); err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		message.Rows[i] = piece.String()
	}
	body, err := json.Marshal(message)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return fmt.Appendf(nil, "id: %d\ndata: %s\n\n", b.Version, body), nil
}
