organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u2 2024-Q1 final 2024-04-01
u2 members_official 2024-Q1 3 C7
u2 party_members 2024-Q1 5 C8

load u2 2024-Q2 final 2024-07-01
u2 members_official 2024-Q2 2 C7
u2 party_members 2024-Q2 5 C8
----
warning V08 C7 | u2, quý II/2024: Đảng viên chính thức ở ô C7 là 2; thành lập chi bộ trong doanh nghiệp cần ít nhất 3 đảng viên chính thức. Hãy kiểm tra số này và loại hình tổ chức.

# A committee is asked for more than a cell, by another rule.
load u1 2024-Q3 final 2024-10-01
u1 members_official 2024-Q3 2 C7
