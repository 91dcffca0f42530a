organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023 final 2024-01-10
u1 admissions 2023 6 C7
u1 transfers_in 2023 1 C8

# 6 + 2 admitted, 1 transferred: nine may be on probation.
load u1 2024-Q1 final 2024-04-01
u1 members_probationary 2024-Q1 9 C7
u1 admissions 2024-Q1 2 C8
u1 transfers_in 2024-Q1 0 C9

# Eleven at most now.
load u1 2024-Q2 final 2024-07-01
u1 members_probationary 2024-Q2 12 C7
u1 admissions 2024-Q2 2 C8
u1 transfers_in 2024-Q2 0 C9
----
warning V04 C7 | u1, quý II/2024: có 12 đảng viên dự bị (ô C7), nhưng từ 1/1/2023 chỉ kết nạp 10 và chuyển đến 1. Thời gian dự bị là 12 tháng; hãy kiểm tra số dự bị và số kết nạp.

# Without the year before nothing can be said.
load u2 2024-Q2 final 2024-07-01
u2 members_probationary 2024-Q2 99 C7
u2 admissions 2024-Q2 2 C8
