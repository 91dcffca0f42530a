package ingest

// Findings of forms written by [WriteTemplate].
const (
	codeTemplateDamaged            code = "template_damaged"
	codeTemplateDayFar             code = "template_day_far"
	codeTemplateDayWrong           code = "template_day_wrong"
	codeTemplateDenominatorAlone   code = "template_denominator_alone"
	codeTemplateDenominatorMissing code = "template_denominator_missing"
	codeTemplateEmpty              code = "template_empty"
	codeTemplateHeading            code = "template_heading"
	codeTemplateIdentity           code = "template_identity"
	codeTemplateIndicatorGone      code = "template_indicator_gone"
	codeTemplateKindChanged        code = "template_kind_changed"
	codeTemplateLabelChanged       code = "template_label_changed"
	codeTemplateLabelReworded      code = "template_label_reworded"
	codeTemplateMisplaced          code = "template_figure_misplaced"
	codeTemplateOrg                code = "template_organisation"
	codeTemplateOtherOrg           code = "template_other_organisation"
	codeTemplateOtherPeriod        code = "template_other_period"
	codeTemplatePeriod             code = "template_period"
	codeTemplateSheet              code = "template_sheet_extra"
	codeTemplateStatusMissing      code = "template_status_missing"
	codeTemplateStatusWrong        code = "template_status_wrong"
	codeTemplateVersion            code = "template_version"
)

// Findings of the vocabulary workbooks; those of broken rules are made by
// ruleCode.
const (
	codePlanIndicator    code = "plan_indicator"
	codePlanOrg          code = "plan_org"
	codePlanUnit         code = "plan_unit"
	codePlanYear         code = "plan_year"
	codeVocabularyColumn code = "vocabulary_column_missing"
	codeVocabularyTwins  code = "vocabulary_name_twice"
	codeVocabularyDay    code = "vocabulary_not_day"
	codeVocabularyEmpty  code = "vocabulary_cell_empty"
	codeVocabularyNumber code = "vocabulary_not_number"
	codeVocabularySheet  code = "vocabulary_sheet_missing"
	codeVocabularyText   code = "vocabulary_not_text"
	codeVocabularyWord   code = "vocabulary_not_word"
)
