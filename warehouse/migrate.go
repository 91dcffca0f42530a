package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// migrate brings the schema up to date. Each migration runs in its own
// transaction, DDL included, and rolls back when it fails.
func migrate(ctx context.Context, db *sql.DB, files fs.FS) error {
	schema, err := fs.Sub(files, "schema")
	if err != nil {
		return fmt.Errorf("schema files: %w", err)
	}
	provider, err := goose.NewProvider("", db, schema, goose.WithStore(versions{}), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("schema files: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the database schema up to date: %w", err)
	}
	return nil
}

// versions is goose's record of applied migrations in a DuckDB table; goose
// has no dialect for DuckDB. It may go when goose gains one.
type versions struct{}

var _ database.Store = versions{}

func (versions) Tablename() string { return "schema_version" }

func (versions) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	_, err := db.ExecContext(ctx, `CREATE TABLE schema_version (
		version    BIGINT    NOT NULL,
		applied_at TIMESTAMP NOT NULL DEFAULT (current_timestamp AT TIME ZONE 'UTC'))`)
	return err
}

func (versions) Insert(ctx context.Context, db database.DBTxConn, req database.InsertRequest) error {
	_, err := db.ExecContext(ctx, `INSERT INTO schema_version (version) VALUES (?)`, req.Version)
	return err
}

func (versions) Delete(ctx context.Context, db database.DBTxConn, version int64) error {
	_, err := db.ExecContext(ctx, `DELETE FROM schema_version WHERE version = ?`, version)
	return err
}

func (versions) GetMigration(ctx context.Context, db database.DBTxConn, version int64) (*database.GetMigrationResult, error) {
	result := database.GetMigrationResult{IsApplied: true}
	err := db.QueryRowContext(ctx, `SELECT applied_at FROM schema_version WHERE version = ?`, version).Scan(&result.Timestamp)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: %d", database.ErrVersionNotFound, version)
	}
	return &result, err
}

func (versions) GetLatestVersion(ctx context.Context, db database.DBTxConn) (int64, error) {
	var version sql.NullInt64
	if err := db.QueryRowContext(ctx, `SELECT max(version) FROM schema_version`).Scan(&version); err != nil {
		return 0, err
	}
	if !version.Valid {
		return 0, database.ErrVersionNotFound
	}
	return version.Int64, nil
}

func (versions) ListMigrations(ctx context.Context, db database.DBTxConn) ([]*database.ListMigrationsResult, error) {
	rows, err := db.QueryContext(ctx, `SELECT version FROM schema_version ORDER BY version DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*database.ListMigrationsResult
	for rows.Next() {
		r := database.ListMigrationsResult{IsApplied: true}
		if err := rows.Scan(&r.Version); err != nil {
			return nil, err
		}
		out = append(out, &r)
	}
	return out, rows.Err()
}
