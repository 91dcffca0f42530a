package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"giaoban/ingest"
	"giaoban/ingest/catalog"
)

// openEnd stands for "until further notice" in the day columns.
var openEnd = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

func until(day time.Time) time.Time {
	if day.IsZero() {
		return openEnd
	}
	return day
}

// vocabulary is one version of the catalogue and the register. It is not
// changed after it is made.
type vocabulary struct {
	catalogue, register, mapping int64 // version numbers; 0: none yet
	ingest.Vocabulary
	orgs map[string]bool // everybody in the register
}

// Vocabulary returns what is known now of indicators and organisations. The
// caller must not change it.
func (s *Store) Vocabulary(ctx context.Context) (ingest.Vocabulary, error) {
	var v *vocabulary
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		v, err = s.currentVocabulary(ctx, tx)
		return err
	})
	if err != nil {
		return ingest.Vocabulary{}, fmt.Errorf("vocabulary: %w", err)
	}
	return v.Vocabulary, nil
}

// currentVocabulary returns the newest versions the transaction sees, from
// memory when they have been read before.
func (s *Store) currentVocabulary(ctx context.Context, tx *sql.Tx) (*vocabulary, error) {
	v, err := s.readVocabulary(ctx, tx, s.vocabulary.Load())
	if err == nil {
		s.vocabulary.Store(v)
	}
	return v, err
}

// vocabularyOf returns the newest versions that a writing transaction sees. Its
// own are not yet anybody else's, and may never be.
func (s *Store) vocabularyOf(ctx context.Context, w *writer) (v *vocabulary, err error) {
	if !w.learned {
		v, err = s.currentVocabulary(ctx, w.tx)
	} else {
		v, err = s.readVocabulary(ctx, w.tx, w.vocabulary)
		w.vocabulary = v
	}
	return v, w.note(err)
}

// readVocabulary returns the newest versions the transaction sees: those
// given, if they are.
func (s *Store) readVocabulary(ctx context.Context, tx *sql.Tx, v *vocabulary) (*vocabulary, error) {
	var cat, reg, mapping sql.NullInt64
	err := tx.QueryRowContext(ctx, `SELECT (SELECT max(id) FROM catalogue_version), (SELECT max(id) FROM register_version), (SELECT max(id) FROM mapping)`).Scan(&cat, &reg, &mapping)
	if err != nil {
		return nil, err
	}
	if v != nil && v.catalogue == cat.Int64 && v.register == reg.Int64 {
		if v.mapping == mapping.Int64 {
			return v, nil
		}
		more := *v // names and indicators are as before
		more.mapping = mapping.Int64
		more.Mappings, err = s.readMappings(ctx, tx)
		return &more, err
	}
	v = &vocabulary{catalogue: cat.Int64, register: reg.Int64, mapping: mapping.Int64}
	if v.Mappings, err = s.readMappings(ctx, tx); err != nil {
		return nil, err
	}
	catalogue, err := readCatalogue(ctx, tx, cat.Int64)
	if err != nil {
		return nil, err
	}
	v.Catalogue, v.Register = catalogue, &catalog.Register{}
	if reg.Valid {
		if err := readDocument(ctx, tx, `SELECT document FROM register_version WHERE id = ?`, reg.Int64, v.Register); err != nil {
			return nil, err
		}
	}
	v.Register.Whole = true
	v.Vocabulary = v.Indexed()
	v.orgs = map[string]bool{}
	for _, org := range v.Register.Orgs() {
		v.orgs[org] = true
	}
	return v, nil
}

// catalogueBefore returns the catalogue that was known just before the time,
// the built-in one before any other.
func catalogueBefore(ctx context.Context, tx *sql.Tx, knownBefore time.Time) (*catalog.Catalogue, error) {
	var id int64
	err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id) FILTER (WHERE accepted_at < ?), min(id)) FROM catalogue_version`, knownBefore).Scan(&id)
	if err != nil {
		return nil, err
	}
	return readCatalogue(ctx, tx, id)
}

func readCatalogue(ctx context.Context, tx *sql.Tx, id int64) (*catalog.Catalogue, error) {
	var stored struct {
		Indicators []catalog.Indicator
		Units      []catalog.Unit
	}
	if err := readDocument(ctx, tx, `SELECT document FROM catalogue_version WHERE id = ?`, id, &stored); err != nil {
		return nil, err
	}
	c, problems := catalog.New(stored.Indicators, stored.Units)
	if len(problems) > 0 {
		return nil, fmt.Errorf("stored catalogue %d: %w", id, errors.Join(problems...))
	}
	return c, nil
}

func readDocument(ctx context.Context, tx *sql.Tx, query string, id int64, into any) error {
	var document string
	if err := tx.QueryRowContext(ctx, query, id).Scan(&document); err != nil {
		return err
	}
	return json.Unmarshal([]byte(document), into)
}

// foundVocabulary gives a new store the catalogue built into the program. It
// counts as known since before everything else.
func (s *Store) foundVocabulary(ctx context.Context) error {
	var n int
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM catalogue_version`).Scan(&n); err != nil || n > 0 {
		return err
	}
	return s.transaction(ctx, func(w *writer) error {
		return w.catalogue(ctx, sql.NullInt64{}, time.Unix(0, 0).UTC(), catalog.Builtin())
	})
}

// catalogue stores a new version of the catalogue.
func (w *writer) catalogue(ctx context.Context, submission sql.NullInt64, at time.Time, c *catalog.Catalogue) error {
	document, err := json.Marshal(c)
	if err != nil {
		return err
	}
	id, err := w.version(ctx, "catalogue_version", submission, at, document)
	if err != nil {
		return err
	}
	return w.append(ctx, "indicator", func(row func(...driver.Value) error) error {
		for _, ind := range c.Indicators {
			if err := row(id, ind.Code, string(ind.Kind)); err != nil {
				return err
			}
		}
		return nil
	})
}

// register stores a new version of the register with what queries need of it.
func (w *writer) register(ctx context.Context, submission sql.NullInt64, at time.Time, r *catalog.Register, c *catalog.Catalogue) error {
	document, err := json.Marshal(r)
	if err != nil {
		return err
	}
	id, err := w.version(ctx, "register_version", submission, at, document)
	if err != nil {
		return err
	}
	err = w.append(ctx, "organisation", func(row func(...driver.Value) error) error {
		for i, org := range r.Orgs() {
			if err := row(id, int32(i), org); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = w.append(ctx, "cluster", func(row func(...driver.Value) error) error {
		for _, c := range clusters(r) {
			if err := row(id, c.org, c.cluster, c.from, c.until); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	members := r.Closure()
	err = w.append(ctx, "membership", func(row func(...driver.Value) error) error {
		for _, m := range members {
			if m.Depth == 0 {
				continue
			}
			if err := row(id, m.Ancestor, m.Unit, int32(m.Depth), m.From, until(m.To)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.append(ctx, "owes", func(row func(...driver.Value) error) error {
		for _, d := range duties(r.Obligations, members, c) {
			if err := row(id, d.org, d.indicator, uint8(d.every), d.from, d.until); err != nil {
				return err
			}
		}
		return nil
	})
}

// clusterDays says that org had set up the cluster during [from, until).
type clusterDays struct {
	org, cluster string
	from, until  time.Time
}

// clusters finds the cluster edges that lead from an organisation to a
// cluster of its, for the days on which both were that.
func clusters(r *catalog.Register) []clusterDays {
	versions := map[string][]catalog.OrgVersion{}
	for _, v := range r.Versions {
		versions[v.Org] = append(versions[v.Org], v)
	}
	var out []clusterDays
	for _, e := range r.Edges {
		if e.Kind != catalog.ClusterEdge {
			continue
		}
		for _, parent := range versions[e.Parent] {
			for _, child := range versions[e.Child] {
				from := later(e.From, later(parent.From, child.From))
				to := earlier(until(e.To), earlier(until(parent.To), until(child.To)))
				if parent.Type != catalog.Cluster && child.Type == catalog.Cluster && from.Before(to) {
					out = append(out, clusterDays{e.Parent, e.Child, from, to})
				}
			}
		}
	}
	return out
}

// duty says that org must report the indicator during [from, until), for
// periods at least as long as every.
type duty struct {
	org, indicator string
	every          catalog.Grain
	from, until    time.Time
}

// duties expands obligations to organisations and indicators.
func duties(obligations []catalog.Obligation, members []catalog.Membership, c *catalog.Catalogue) []duty {
	depth := func(o catalog.Obligation) int {
		if o.Members {
			return 1
		}
		return 0
	}
	var out []duty
	for _, o := range obligations {
		for _, m := range members {
			from, to := later(m.From, o.From), earlier(until(m.To), until(o.To))
			if m.Ancestor != o.Org || m.Depth != depth(o) || !from.Before(to) {
				continue
			}
			for _, ind := range c.Indicators {
				if slices.Contains(o.Indicators, ind.Code) || slices.Contains(o.Indicators, string(ind.Group)) {
					out = append(out, duty{m.Unit, ind.Code, o.Every, from, to})
				}
			}
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// version writes a vocabulary document under the next number.
func (w *writer) version(ctx context.Context, table string, submission sql.NullInt64, at time.Time, document []byte) (int64, error) {
	w.learned = true
	var id int64
	if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM `+table).Scan(&id); err != nil {
		return 0, err
	}
	return id, w.exec(ctx, `INSERT INTO `+table+` (id, submission, accepted_at, document) VALUES (?, ?, ?, ?)`,
		id, submission, at, string(document))
}
