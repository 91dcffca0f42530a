package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"strings"

	"giaoban/ingest/sheet"
)

// Read turns a workbook into a submission. name is the file's name, with the
// folders and the archive it lies in if they are known: each may be marked
// secret. The file's own may tell sender and period where the workbook does not.
//
// The kind and, for a workbook giaoban wrote, sender and period come from its
// hidden identification; any other workbook is a report in a free layout.
// What is wrong in the contents becomes findings, an error among them refuses
// the submission. Of a file that cannot be read or must not be kept nothing
// comes back: the error is then a [*Refusal].
//
// Read is pure: the same bytes, name and vocabulary give the same submission.
func Read(data []byte, name string, v Vocabulary) (Submission, error) {
	book, err := open(data, name)
	if err != nil {
		return Submission{}, err
	}
	name = baseName(name)
	sum := sha256.Sum256(data)
	id := identify(book)
	sub := Submission{SHA256: hex.EncodeToString(sum[:]), Name: name, Kind: KindReport}
	f := &findings{}
	if id.Kind == "" || id.Kind == KindReport {
		stripPersons(book, v, f)
	}
	tellEncodings(book, f)
	if (id.Kind == "" || id.Kind == KindReport) && lettersLost(book, f) { // names in a vocabulary are as somebody wants them
		sub.Findings = f.sorted(book)
		return sub, nil
	}
	switch id.Kind {
	case KindCatalogue:
		sub.Kind, sub.Catalogue = id.Kind, readCatalogue(book, f)
	case KindOrganisations:
		sub.Kind, sub.Register = id.Kind, readOrganisations(book, v, f)
	case KindPlans:
		sub.Kind = id.Kind
		readPlans(book, v, &sub, f)
	default:
		if isTemplate(book, id) {
			readTemplate(book, v, id, &sub, f)
		} else {
			restoreAccents(book, v, f)
			readReport(book, v, id, &sub, f)
		}
	}
	sub.Findings, sub.Questions = f.sorted(book), f.questions
	return sub, nil
}

// Classify tells what a workbook brings, from what it says of itself. Its
// cells are only read where they may tell more: the properties are lost but
// the hidden sheet is there, or the sheets are named like a vocabulary's. A
// file that cannot be read is an error; [Read] says what is wrong.
func Classify(data []byte) (WorkbookKind, error) {
	book, err := sheet.Outline(data)
	if err != nil {
		return "", err
	}
	id := identify(book)
	if id.Kind == "" && (book.Sheet(identitySheet) != nil || namedLikeVocabulary(book)) {
		if book, err = sheet.Open(data, ""); err != nil {
			return "", err
		}
		id = identify(book)
	}
	if id.Kind == "" {
		return KindReport, nil
	}
	return id.Kind, nil
}

// open reads the workbook's cells and refuses what must not be kept. The
// folders of its path may be marked secret as well as its name.
func open(data []byte, file string) (*sheet.Book, error) {
	name := baseName(file)
	book, err := sheet.Open(data, name)
	if err != nil {
		refusal := &Refusal{Code: string(sheet.UnknownFormat), Args: Args{"name": name}, Err: err}
		var p *sheet.Problem
		if errors.As(err, &p) {
			refusal.Code = string(p.Code)
			refusal.Args["part"], refusal.Args["limit"] = p.Part, p.Limit
		}
		return nil, refusal
	}
	tab := secretSheet(book)
	switch {
	case isSecret(book):
		return nil, &Refusal{Code: string(codeSecret), Args: Args{"name": name}}
	case tab != "":
		return nil, &Refusal{Code: string(codeSecretSheet), Args: Args{"name": name, "sheet": tab}}
	case isNamedSecret(file):
		return nil, &Refusal{Code: string(codeSecretName), Args: Args{"name": name}}
	}
	dropResults(book)
	return book, nil
}

// Unreadable is the refusal of a file whose bytes could not be had: it is
// gone, or the disk or the archive around it is damaged.
func Unreadable(name string, err error) *Refusal {
	return &Refusal{Code: string(codeUnreadable), Args: Args{"name": baseName(name)}, Err: err}
}

// TooLarge is the refusal of a file that was not read because of its size.
func TooLarge(name string, megabytes int, err error) *Refusal {
	return &Refusal{Code: string(sheet.TooLarge), Args: Args{"name": baseName(name), "limit": megabytes}, Err: err}
}

// Locked is the refusal of a file that lies encrypted in an archive.
func Locked(name string) *Refusal {
	return &Refusal{Code: string(sheet.Password), Args: Args{"name": baseName(name)}}
}

// UnsafeArchive is the refusal of an archive, or a file in one, that was not
// unpacked because it holds or unpacks to far more than reports do.
func UnsafeArchive(name string, err error) *Refusal {
	return &Refusal{Code: string(codeUnsafeArchive), Args: Args{"name": baseName(name)}, Err: err}
}

// baseName returns the name without its folder, whichever slash it has.
func baseName(name string) string {
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
