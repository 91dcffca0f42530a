package sheet

import (
	"slices"
	"strings"
)

// function is a spreadsheet function as BIFF8 numbers it: those with a fixed
// number of arguments are stored without it.
type function struct {
	name string
	args int // various for those that take more or fewer
}

const various = -1

// functions are the functions that a copy's formulas may call, by their
// numbers ([MS-XLS] 2.5.198.17). Those that reach out of the workbook or run
// something (HYPERLINK, CALL, RTD …) are left out on purpose.
var functions = map[int]function{
	0: {"COUNT", various}, 1: {"IF", various}, 2: {"ISNA", 1}, 3: {"ISERROR", 1}, 4: {"SUM", various},
	5: {"AVERAGE", various}, 6: {"MIN", various}, 7: {"MAX", various}, 8: {"ROW", various}, 9: {"COLUMN", various},
	10: {"NA", 0}, 11: {"NPV", various}, 12: {"STDEV", various}, 14: {"FIXED", various}, 15: {"SIN", 1}, 16: {"COS", 1},
	17: {"TAN", 1}, 18: {"ATAN", 1}, 19: {"PI", 0}, 20: {"SQRT", 1}, 21: {"EXP", 1}, 22: {"LN", 1}, 23: {"LOG10", 1},
	24: {"ABS", 1}, 25: {"INT", 1}, 26: {"SIGN", 1}, 27: {"ROUND", 2}, 28: {"LOOKUP", various}, 29: {"INDEX", various},
	30: {"REPT", 2}, 31: {"MID", 3}, 32: {"LEN", 1}, 33: {"VALUE", 1}, 34: {"TRUE", 0}, 35: {"FALSE", 0},
	36: {"AND", various}, 37: {"OR", various}, 38: {"NOT", 1}, 39: {"MOD", 2}, 40: {"DCOUNT", 3}, 41: {"DSUM", 3},
	42: {"DAVERAGE", 3}, 43: {"DMIN", 3}, 44: {"DMAX", 3}, 46: {"VAR", various}, 48: {"TEXT", 2}, 50: {"TREND", various},
	52: {"GROWTH", various}, 56: {"PV", various}, 57: {"FV", various}, 58: {"NPER", various}, 59: {"PMT", various},
	60: {"RATE", various}, 62: {"IRR", various}, 63: {"RAND", 0}, 64: {"MATCH", various}, 65: {"DATE", 3}, 66: {"TIME", 3},
	67: {"DAY", 1}, 68: {"MONTH", 1}, 69: {"YEAR", 1}, 70: {"WEEKDAY", various}, 71: {"HOUR", 1}, 72: {"MINUTE", 1},
	73: {"SECOND", 1}, 74: {"NOW", 0}, 76: {"ROWS", 1}, 77: {"COLUMNS", 1}, 78: {"OFFSET", various}, 82: {"SEARCH", various},
	83: {"TRANSPOSE", 1}, 86: {"TYPE", 1}, 97: {"ATAN2", 2}, 98: {"ASIN", 1}, 99: {"ACOS", 1}, 100: {"CHOOSE", various},
	101: {"HLOOKUP", various}, 102: {"VLOOKUP", various}, 105: {"ISREF", 1}, 109: {"LOG", various}, 111: {"CHAR", 1},
	112: {"LOWER", 1}, 113: {"UPPER", 1}, 114: {"PROPER", 1}, 115: {"LEFT", various}, 116: {"RIGHT", various},
	117: {"EXACT", 2}, 118: {"TRIM", 1}, 119: {"REPLACE", 4}, 120: {"SUBSTITUTE", various}, 121: {"CODE", 1},
	124: {"FIND", various}, 126: {"ISERR", 1}, 127: {"ISTEXT", 1}, 128: {"ISNUMBER", 1}, 129: {"ISBLANK", 1},
	130: {"T", 1}, 131: {"N", 1}, 140: {"DATEVALUE", 1}, 141: {"TIMEVALUE", 1}, 142: {"SLN", 3}, 143: {"SYD", 4},
	144: {"DDB", various}, 148: {"INDIRECT", various}, 167: {"IPMT", various}, 168: {"PPMT", various},
	162: {"CLEAN", 1}, 165: {"MMULT", 2}, 169: {"COUNTA", various}, 183: {"PRODUCT", various}, 184: {"FACT", 1},
	190: {"ISNONTEXT", 1}, 193: {"STDEVP", various}, 194: {"VARP", various}, 197: {"TRUNC", various}, 198: {"ISLOGICAL", 1},
	199: {"DCOUNTA", 3}, 212: {"ROUNDUP", 2}, 213: {"ROUNDDOWN", 2}, 216: {"RANK", various}, 219: {"ADDRESS", various},
	220: {"DAYS360", various}, 221: {"TODAY", 0}, 227: {"MEDIAN", various}, 228: {"SUMPRODUCT", various}, 235: {"DGET", 3}, 252: {"FREQUENCY", 2},
	261: {"ERROR.TYPE", 1}, 269: {"AVEDEV", various}, 276: {"COMBIN", 2}, 279: {"EVEN", 1}, 285: {"FLOOR", 2},
	288: {"CEILING", 2}, 298: {"ODD", 1}, 299: {"PERMUT", 2}, 307: {"CORREL", 2}, 309: {"FORECAST", 3},
	311: {"INTERCEPT", 2}, 313: {"RSQ", 2}, 315: {"SLOPE", 2}, 318: {"DEVSQ", various}, 319: {"GEOMEAN", various},
	320: {"HARMEAN", various}, 321: {"SUMSQ", various}, 325: {"LARGE", 2}, 326: {"SMALL", 2}, 327: {"QUARTILE", 2},
	328: {"PERCENTILE", 2}, 329: {"PERCENTRANK", various}, 330: {"MODE", various}, 336: {"CONCATENATE", various},
	337: {"POWER", 2}, 342: {"RADIANS", 1}, 343: {"DEGREES", 1}, 344: {"SUBTOTAL", various}, 345: {"SUMIF", various},
	346: {"COUNTIF", 2}, 347: {"COUNTBLANK", 1}, 351: {"DATEDIF", 3}, 361: {"AVERAGEA", various}, 362: {"MAXA", various},
	363: {"MINA", various},
}

// laterFunctions came with Excel 2007: BIFF8 has no numbers for them and calls
// them by name, behind a prefix.
var laterFunctions = []string{"AVERAGEIF", "AVERAGEIFS", "COUNTIFS", "IFERROR", "SUMIFS"}

// prefixedFunctions came later still: .xlsx files have the prefix too.
var prefixedFunctions = []string{
	"CONCAT", "DAYS", "IFNA", "IFS", "MAXIFS", "MINIFS", "NUMBERVALUE", "RANK.EQ", "STDEV.P", "STDEV.S", "SWITCH", "TEXTJOIN", "VAR.P", "VAR.S",
}

// addInFunctions belonged to an add-in before Excel 2007: BIFF8 calls them by name.
var addInFunctions = []string{
	"EDATE", "EOMONTH", "GCD", "ISEVEN", "ISODD", "LCM", "MROUND", "NETWORKDAYS", "QUOTIENT", "RANDBETWEEN",
	"WEEKNUM", "WORKDAY", "XIRR", "XNPV", "YEARFRAC",
}

const laterPrefix = "_xlfn."

// calledByName tells how an .xlsx file calls a function that BIFF8 calls by name.
func calledByName(name string) (string, bool) {
	plain, later := strings.CutPrefix(name, laterPrefix)
	plain = strings.ToUpper(plain)
	switch {
	case later && slices.Contains(prefixedFunctions, plain):
		return laterPrefix + plain, true
	case later && slices.Contains(laterFunctions, plain), slices.Contains(addInFunctions, plain):
		return plain, true
	}
	return "", false
}

// byName calls whatever function its first argument names.
const byName = 255

// callable are the names of all functions above.
var callable = func() map[string]bool {
	names := map[string]bool{}
	for _, f := range functions {
		names[f.name] = true
	}
	for _, name := range slices.Concat(laterFunctions, addInFunctions) {
		names[name] = true
	}
	return names
}()

// maxFormula is how many characters an .xlsx file's formula may have.
const maxFormula = 8192

// quoteText writes a text as a formula has it.
func quoteText(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
