package catalog

import "time"

// OrgType is what an organisation is.
type OrgType string

// Organisation types. A cluster is a working group, a territory a place;
// neither is a Party level.
const (
	Bloc      OrgType = "bloc"      // đảng ủy khối, đảng ủy các KCN, cấp trên trực tiếp cơ sở
	Committee OrgType = "committee" // đảng bộ cơ sở
	Cell      OrgType = "cell"      // chi bộ cơ sở
	SubCell   OrgType = "sub_cell"  // chi bộ trực thuộc
	Cluster   OrgType = "cluster"   // cụm
	Territory OrgType = "territory" // địa bàn
)

// EdgeKind is the kind of a parent–child relation.
type EdgeKind string

// Edge kinds. Members of a cluster follow cluster edges, members of a
// territory follow territory edges, members of anything else party_line edges.
const (
	PartyLine     EdgeKind = "party_line"
	ClusterEdge   EdgeKind = "cluster"
	TerritoryEdge EdgeKind = "territory"
)

// OrgVersion is what an organisation was called and was during [From, To).
// A zero To means "until further notice". Dates are midnights UTC.
type OrgVersion struct {
	Org       string // stable code
	From, To  time.Time
	NameVI    string
	NameEN    string
	ShortName string
	Type      OrgType
	Sector    string
	Ownership string
	Invented  bool // sample data: the page says so
}

// Edge is a dated relation between two organisations.
type Edge struct {
	Child, Parent string
	Kind          EdgeKind
	From, To      time.Time
	Decision      string // number of the decision, "475-TB/ĐUK"
}

// EventKind is a kind of lineage event.
type EventKind string

// Lineage events.
const (
	Found      EventKind = "found"
	Merge      EventKind = "merge"
	Split      EventKind = "split"
	Transfer   EventKind = "transfer"
	Rename     EventKind = "rename"
	TypeChange EventKind = "type_change"
	Dissolve   EventKind = "dissolve"
	Reshuffle  EventKind = "reshuffle"
)

// Event is a reorganisation: the organisations in From became those in To.
// Its conservation check is that the stocks of From on the day before equal
// the stocks of To on Date.
type Event struct {
	Code     string
	Kind     EventKind
	Date     time.Time
	From, To []string
	Decision string
	NoteVI   string
	NoteEN   string
}

// Obligation says that an organisation, or the members of one, must report
// the indicators during [From, To). Coverage counts against it.
type Obligation struct {
	Org        string   // who, or whose members
	Members    bool     // true: each direct member of Org; false: Org itself
	Indicators []string // indicator codes, or group names (economy, labour, party)
	Every      Grain    // how often: Month, Quarter, Half, Year
	Deadline   Deadline `json:",omitzero"` // when it falls due
	From, To   time.Time
}

// Register is everything known about the organisations at one time of entry,
// or a change to it.
type Register struct {
	Versions    []OrgVersion
	Edges       []Edge
	Events      []Event
	Obligations []Obligation

	// Whole says that there is nothing else: a row that is not here is none.
	Whole bool `json:"-"`
}
