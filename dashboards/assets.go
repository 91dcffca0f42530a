package dashboards

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// Everything a page needs travels in the binary: the service runs on networks
// without a way out. Third-party builds are unmodified; their licences, where
// they came from and their checksums stand beside them in vendor/.
//
//go:embed static
//go:embed vendor/echarts/6.1.0/echarts.min.js
//go:embed vendor/inter/5.3.0/inter-latin-opsz-normal.woff2 vendor/inter/5.3.0/inter-vietnamese-opsz-normal.woff2
var assetFiles embed.FS

// asset is one file under /assets/, named after its content so that browsers
// may keep it for ever.
type asset struct {
	name     string // "app.3f2a91c0.css"
	mimeType string
	body     []byte
	zipped   []byte // nil where compression does not pay
}

// assets are the static files by plain name ("app.css") and by hashed name.
type assets struct {
	plain  map[string]*asset
	hashed map[string]*asset
	build  string // changes when any asset does
}

// loadAssets names and compresses the embedded files. Style sheets are read
// last, because the fonts they name must be known by then.
func loadAssets() (*assets, error) {
	a := &assets{plain: map[string]*asset{}, hashed: map[string]*asset{}}
	var sheets []string
	err := fs.WalkDir(assetFiles, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if path.Ext(name) == ".css" {
			sheets = append(sheets, name)
			return nil
		}
		return a.add(name)
	})
	for _, name := range sheets {
		if err == nil {
			err = a.add(name)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	return a, nil
}

func (a *assets) add(file string) error {
	body, err := assetFiles.ReadFile(file)
	if err != nil {
		return err
	}
	plain := path.Base(file)
	ext := path.Ext(plain)
	if ext == ".css" {
		for name, other := range a.plain {
			body = bytes.ReplaceAll(body, []byte("url("+name+")"), []byte("url("+other.name+")"))
		}
	}
	sum := sha256.Sum256(body)
	one := &asset{
		name:     strings.TrimSuffix(plain, ext) + "." + hex.EncodeToString(sum[:4]) + ext,
		mimeType: mime.TypeByExtension(ext),
		body:     body,
	}
	if ext == ".woff2" {
		one.mimeType = "font/woff2" // unknown to some systems' tables, and compressed already
	} else if one.zipped, err = zipped(body); err != nil {
		return err
	}
	a.plain[plain], a.hashed[one.name] = one, one
	build := sha256.Sum256(append([]byte(a.build), sum[:]...))
	a.build = hex.EncodeToString(build[:4])
	return nil
}

func zipped(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// url returns the address of an asset by its plain name. A name that does not
// exist fails the template, and with it the test that renders the page.
func (a *assets) url(plain string) (string, error) {
	one, ok := a.plain[plain]
	if !ok {
		return "", fmt.Errorf("no asset %q", plain)
	}
	return "/assets/" + one.name, nil
}

// serve answers GET /assets/:name.
func (a *assets) serve(c echo.Context) error {
	one, ok := a.hashed[c.Param("name")]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := one.body
	if one.zipped != nil && strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = one.zipped
	}
	return c.Blob(http.StatusOK, one.mimeType, body)
}

// favicon answers GET /favicon.ico, which browsers ask for on an address that
// is no page and names no icon, with the mark.
func (s *server) favicon(c echo.Context) error {
	mark, err := s.assets.url("mark.svg")
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusFound, mark)
}
