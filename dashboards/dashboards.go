// Package dashboards serves the pages and the API over HTTP: figures from the
// warehouse as key figures, charts, tables, JSON and CSV. Only it talks to
// Echo and to go-echarts; it computes no figure that the warehouse could.
package dashboards

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"giaoban/dashboards/chart"
	"giaoban/ingest/catalog"
	"giaoban/ingest/locale"
	"giaoban/warehouse"
	"giaoban/warehouse/intake/batch"
)

// Config is what [New] needs.
type Config struct {
	Store   *warehouse.Store
	Batches *batch.Queue     // uploads; nil: a queue in memory
	Token   string           // the secret that lets people and programs in
	Now     func() time.Time // nil: time.Now
	Log     *slog.Logger     // nil: slog.Default
	Version string           // of the program, for the footer and /healthz
}

// server holds what the handlers share.
type server struct {
	store    *warehouse.Store
	key      sessionKey
	now      func() time.Time
	log      *slog.Logger
	version  string
	assets   *assets
	messages *locale.Messages
	charts   *chart.Registry

	intakeMessages *locale.Messages // texts of findings and refusals
	pages          pages
	build          string // of program, assets and templates, for ETags
	attempts       attempts
	batches        *batch.Queue
	receiving      chan struct{} // holds a token for each upload being received

	mu          sync.Mutex
	directories []*directory // of the last data versions seen, the newest last

	keeping sync.Mutex // held while a view is kept

	read readers
	made keptPages
}

// New builds the handler: pages under /, the API under /api/v1. It fails when
// there is no token, or when a template, message or chart declaration is
// broken, so that a mistake stops the boot instead of a page.
func New(cfg Config) (http.Handler, error) {
	s, err := newServer(cfg)
	if err != nil {
		return nil, err
	}
	return s.site(), nil
}

// site is everything the server answers.
func (s *server) site() http.Handler {
	site := s.routes()
	s.store.BeforeTold(func(ctx context.Context) { s.warm(ctx, site) })
	return site
}

func newServer(cfg Config) (*server, error) {
	if cfg.Store == nil || cfg.Token == "" {
		return nil, errors.New("dashboards: a store and a token are needed")
	}
	s := &server{
		store:   cfg.Store,
		key:     newSessionKey(cfg.Token),
		now:     cfg.Now,
		log:     cfg.Log,
		version: cfg.Version,
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	// A catalogue of the user's own may lack an indicator: its figure is left out.
	for _, code := range slices.Concat(heroOrder, keyOrder) {
		if _, ok := catalog.Builtin().Indicator(code); !ok {
			return nil, fmt.Errorf("dashboards: key figures: the catalogue has no indicator %q", code)
		}
	}
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	if s.messages, err = locale.Load(Messages); err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	if s.charts, err = s.loadCharts(); err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	if s.intakeMessages, err = loadIntakeMessages(s.store); err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	s.batches, s.receiving = cfg.Batches, make(chan struct{}, maxReceiving)
	if s.batches == nil {
		if s.batches, err = batch.Open(batch.Config{Store: s.store, Messages: s.intakeMessages, Now: s.now, Log: s.log}); err != nil {
			return nil, fmt.Errorf("dashboards: %w", err)
		}
	}
	if s.pages, err = parsePages(s.assets, s.messages); err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	texts, err := fingerprint()
	if err != nil {
		return nil, fmt.Errorf("dashboards: %w", err)
	}
	build := sha256.Sum256([]byte(s.version + s.assets.build + texts))
	s.build = hex.EncodeToString(build[:4])
	return s, nil
}
