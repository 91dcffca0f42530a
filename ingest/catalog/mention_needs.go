package catalog

import (
	"regexp/syntax"
	"strings"
)

// needs is what a text must hold for an expression to match in it. Most cells
// name no period at all, and looking for this is far cheaper than trying every
// expression at every letter.
type needs struct {
	digits   int      // so many digits in a row
	literals []string // these
}

// needsOf finds what an expression needs.
func needsOf(expr string) needs {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return needs{}
	}
	var n needs
	n.add(tree.Simplify())
	return n
}

// add takes in what every match of the tree has.
func (n *needs) add(tree *syntax.Regexp) {
	switch tree.Op {
	case syntax.OpLiteral:
		if tree.Flags&syntax.FoldCase == 0 {
			n.literals = append(n.literals, string(tree.Rune))
		}
	case syntax.OpCharClass:
		if digitsOnly(tree.Rune) {
			n.digits = max(n.digits, 1)
		}
	case syntax.OpCapture, syntax.OpPlus:
		n.add(tree.Sub[0])
	case syntax.OpAlternate:
		n.digits = max(n.digits, alternativeDigits(tree.Sub))
	case syntax.OpConcat:
		run := 0
		for _, sub := range tree.Sub {
			n.add(sub)
			if sub.Op == syntax.OpCharClass && digitsOnly(sub.Rune) {
				run++
				n.digits = max(n.digits, run)
			} else {
				run = 0
			}
		}
	}
}

// alternativeDigits is how many digits in a row each of the alternatives needs.
func alternativeDigits(alternatives []*syntax.Regexp) int {
	least := -1
	for _, sub := range alternatives {
		var n needs
		n.add(sub)
		if least < 0 || n.digits < least {
			least = n.digits
		}
	}
	return max(least, 0)
}

func digitsOnly(class []rune) bool {
	for i := 0; i < len(class); i += 2 {
		if class[i] < '0' || class[i+1] > '9' {
			return false
		}
	}
	return true
}

// metBy reports whether a text, whose longest run of digits is given, holds
// what is needed.
func (n needs) metBy(text string, digits int) bool {
	if n.digits > digits {
		return false
	}
	for _, literal := range n.literals {
		if !strings.Contains(text, literal) {
			return false
		}
	}
	return true
}

// digitRun returns the length of the longest run of digits.
func digitRun(text string) int {
	longest, run := 0, 0
	for i := range len(text) {
		if c := text[i]; '0' <= c && c <= '9' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}
