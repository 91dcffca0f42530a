organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

# As printed: 15 and 2 are 17.
load u1 2024-Q1 final 2024-04-01
u1 party_organisations 2024-Q1 17 C7
u1 party_committees 2024-Q1 15 C8
u1 grassroots_cells 2024-Q1 2 C9

load u1 2024-Q2 final 2024-07-01
u1 party_organisations 2024-Q2 17 C7
u1 party_committees 2024-Q2 15 C8
u1 grassroots_cells 2024-Q2 3 C9
----
error V02 C7 | u1, quý II/2024: tổng số tổ chức cơ sở đảng ở ô C7 ghi 17, nhưng 15 đảng bộ cơ sở (ô C8) cộng 3 chi bộ cơ sở (ô C9) là 18. Hãy kiểm tra ba số này. | 18

# One part alone is no contradiction.
load u1 2024-Q3 final 2024-10-01
u1 party_organisations 2024-Q3 17 C7
u1 party_committees 2024-Q3 15 C8
