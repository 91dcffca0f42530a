// Package sql carries the SQL of the store as files: schema/ (numbered
// migrations, append-only), metrics/ (the analytical queries, each with a
// header that the store checks at start), charts/ (the same, for one chart
// each), staging/ (what the rules read) and
// checks/ (queries that look for contradictions in the figures, and the rules).
//
// It holds no Go logic and exists because embed cannot reach a sibling
// folder; the store takes the files as an [io/fs.FS] and never imports this
// package, so that a developer may pass a folder on disk instead.
package sql

import "embed"

// Files holds schema/*.sql, metrics/*.sql, charts/*.sql, staging/*.sql and
// checks/*.sql.
//
//go:embed schema/*.sql metrics/*.sql charts/*.sql staging/*.sql checks/*.sql
var Files embed.FS
