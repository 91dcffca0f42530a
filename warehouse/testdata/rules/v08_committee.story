organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 party_members 2024-Q1 30 C7

load u1 2024-Q2 final 2024-07-01
u1 party_members 2024-Q2 29 C7
----
warning V08_COMMITTEE C7 | u1, quý II/2024: ô C7 ghi 29 đảng viên, trong khi đảng bộ cơ sở thường có từ 30 đảng viên. Hãy kiểm tra số này và loại hình tổ chức.

# Said once.
load u1 2024-Q3 final 2024-10-01
u1 party_members 2024-Q3 28 C7

# A cell may be small.
load u2 2024-Q3 final 2024-10-01
u2 party_members 2024-Q3 28 C7
