package dashboards

// partyPanel is one of the panels below the drawings of the Party page: one
// field is set.
type partyPanel struct {
	Stages   *panel
	Movement *movementPanel // why there is none
	Culture  *culture
	List     *partyList
}

// partyColumns is how many panels stand side by side on a wide screen.
const partyColumns = 3

// columns are the panels below the drawings as they stand on a wide screen, in
// the order in which they are read.
func (p partyPage) columns() [][]partyPanel {
	var all []partyPanel
	if p.Movement == nil || p.Movement.Option == "" { // else both stand above
		if p.Stages != nil {
			all = append(all, partyPanel{Stages: p.Stages})
		}
		if p.Movement != nil {
			all = append(all, partyPanel{Movement: p.Movement})
		}
	}
	if p.Culture != nil {
		all = append(all, partyPanel{Culture: p.Culture})
	}
	for n := range p.Lists {
		all = append(all, partyPanel{List: &p.Lists[n]})
	}
	heights := make([]int, len(all))
	for n, one := range all {
		heights[n] = one.height()
	}
	var out [][]partyPanel
	for _, length := range evenly(heights, partyColumns) {
		out, all = append(out, all[:length]), all[length:]
	}
	return out
}

// height is about how high the panel is, in pixels of a page of three columns.
func (p partyPanel) height() int {
	const frame, figureLine, changeLine, drawing, ledgerLine = 92, 40, 18, 260, 32
	switch {
	case p.List != nil:
		high := frame
		for _, f := range p.List.Figures {
			high += figureLine
			if f.Change != nil || !f.Complete {
				high += changeLine
			}
		}
		return high
	case p.Movement != nil:
		return frame + ledgerLine*len(p.Movement.Ledger)
	}
	return drawing
}

// evenly cuts a sequence of heights into so many stacks, or fewer, that the
// highest is as low as it can be, and returns how many are in each.
func evenly(heights []int, stacks int) []int {
	if stacks <= 1 || len(heights) <= 1 {
		return []int{len(heights)}
	}
	var best []int
	lowest := -1
	for first := 1; first <= len(heights); first++ {
		rest := evenly(heights[first:], stacks-1)
		if len(heights[first:]) == 0 {
			rest = nil
		}
		lengths := append([]int{first}, rest...)
		if high := highest(heights, lengths); lowest < 0 || high < lowest {
			best, lowest = lengths, high
		}
	}
	return best
}

// highest is the height of the highest stack.
func highest(heights, lengths []int) int {
	most := 0
	for _, length := range lengths {
		sum := 0
		for _, h := range heights[:length] {
			sum += h
		}
		most, heights = max(most, sum), heights[length:]
	}
	return most
}
