package ingest

// Findings of the vocabulary workbooks; those of broken rules are made by
// ruleCode.
const (
	codePlanIndicator    code = "plan_indicator"
	codePlanOrg          code = "plan_org"
	codePlanUnit         code = "plan_unit"
	codePlanYear         code = "plan_year"
	codeVocabularyColumn code = "vocabulary_column_missing"
	codeVocabularyDay    code = "vocabulary_not_day"
	codeVocabularyEmpty  code = "vocabulary_cell_empty"
	codeVocabularyNumber code = "vocabulary_not_number"
	codeVocabularySheet  code = "vocabulary_sheet_missing"
	codeVocabularyText   code = "vocabulary_not_text"
	codeVocabularyWord   code = "vocabulary_not_word"
)
