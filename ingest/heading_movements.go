package ingest

import (
	"regexp"
	"strings"

	"giaoban/ingest/catalog"
)

// Above the ways in which members and organisations come and go, forms write
// whether the number grows or shrinks by them: "Tăng trong kỳ" over "Kết nạp"
// and "Chuyển đến". Those columns hold figures, no changes of these.

// waysAbove are words that head such ways, notInWays those that make a
// comparison of them.
var (
	waysAbove = regexp.MustCompile(`(?:^| )(?:tăng|giảm|biến động)(?: |$)`)
	notInWays = regexp.MustCompile(`(?:^| )(?:tăng trưởng|tốc độ|mức|chênh lệch|so|tuyệt đối|tương đối|cùng kỳ|doanh thu|lao động)(?: |$)`)
)

// settleWays takes the change that stands above columns of what comes and goes
// off them. Where other columns hold the figures of any of these, it may
// compare them.
func settleWays(heads []columnHeading, cat *catalog.Catalogue) {
	figures := map[string]bool{}
	for _, over := range heads {
		if over.head.known && over.spread == nil && !over.head.isProportion(false) {
			figures[over.head.indicator.Code] = true
		}
	}
	var ways []*heading
	for i := range heads {
		over := &heads[i]
		for _, h := range []*heading{&over.head, over.spread} {
			if h == nil || len(h.names) == 0 || !isWay(*h, cat) {
				continue
			}
			if figures[h.indicator.Code] {
				return
			}
			ways = append(ways, h)
		}
	}
	for _, h := range ways {
		h.effects &^= saysGrowth
	}
}

// isWay reports whether a heading names a way in which members or
// organisations come or go, or one that nobody knows, below words for an
// increase or a decrease.
func isWay(h heading, cat *catalog.Catalogue) bool {
	if !h.has(saysGrowth) || h.has(saysPercent|saysCompared|saysPlan|saysSamePeriod|saysYearBefore|beforeEffects) || h.changeIn {
		return false
	}
	if h.known && (h.indicator.Kind != catalog.Flow || movements[h.indicator.Unit] == nil) {
		return false
	}
	levels := strings.Split(h.text, levelMark)
	above := levels[:len(levels)-1]
	leaf := readHeading(levels[len(above):], cat)
	if leaf.has(saysGrowth) || len(leaf.names) == 0 {
		return false
	}
	headed := false
	for _, level := range above {
		key := plain(level)
		headed = headed || waysAbove.MatchString(key)
		if notInWays.MatchString(key) {
			return false
		}
	}
	return headed
}
