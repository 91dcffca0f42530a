organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

# 85 and 15 are 100.
load u1 2024-Q1 estimate 2024-04-01
u1 party_members 2024-Q1 100 C7
u1 members_official 2024-Q1 85 C8
u1 members_probationary 2024-Q1 15 C9

# One too many.
load u1 2024-Q2 estimate 2024-07-01
u1 party_members 2024-Q2 101 C7
u1 members_official 2024-Q2 85 C8
u1 members_probationary 2024-Q2 15 C9
----
error V01 C7 | u1, quý II/2024: tổng số đảng viên ở ô C7 ghi 101, nhưng đảng viên chính thức 85 (ô C8) cộng dự bị 15 (ô C9) là 100. Hãy kiểm tra ba số này. | 100

# A form without the split says nothing.
load u1 2024-Q3 estimate 2024-10-01
u1 party_members 2024-Q3 101 C7
u1 members_probationary 2024-Q3 15 C9
