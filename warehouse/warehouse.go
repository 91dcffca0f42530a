// Package warehouse is the DuckDB store: submissions in, metrics out. Only it
// talks to DuckDB; it knows no HTTP and no workbook layout.
package warehouse
