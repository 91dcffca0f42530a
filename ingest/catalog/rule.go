package catalog

// Rule names what is wrong with an entry of a catalogue or register. The
// message for people is the reader's business.
type Rule string

// Rules.
const (
	RuleMissing    Rule = "missing"     // a field that must be filled is empty
	RuleForm       Rule = "form"        // a code or number is not of the form asked for
	RuleDuplicate  Rule = "duplicate"   // the code is taken
	RuleUnknown    Rule = "unknown"     // the field names nothing that exists
	RuleSharedText Rule = "shared_text" // a name or synonym belongs to another entry too
	RuleBounds     Rule = "bounds"      // a lower bound lies above an upper one
	RuleUnwanted   Rule = "unwanted"    // the kind of entry has no such field
	RuleMismatch   Rule = "mismatch"    // kind, type or dimension does not go with another's
	RuleCycle      Rule = "cycle"       // a chain of parts or parents leads back to itself
	RuleEmpty      Rule = "empty"       // the first day is not before the last
	RuleOverlap    Rule = "overlap"     // two rows that exclude each other hold on one day
	RuleNever      Rule = "never"       // the relation holds on no day: its ends never exist together
)
