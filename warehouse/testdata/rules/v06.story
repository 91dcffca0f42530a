organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023 final 2024-01-10
u1 admission_proposals 2023 4 C7

# Five proposals in two years, five admissions.
load u1 2024-Q1 final 2024-04-01
u1 admissions 2024-Q1 5 C7
u1 admission_proposals 2024-Q1 1 C8

# Eight admissions this year, six proposals.
load u1 2024-Q2 final 2024-07-01
u1 admissions 2024-Q2 3 C7
u1 admission_proposals 2024-Q2 1 C8
----
warning V06 C7 | u1, quý II/2024: từ đầu năm kết nạp 8 (ô C7), nhiều hơn 6 hồ sơ đề nghị kết nạp từ 1/1/2023. Hãy kiểm tra xem hai số có bị ghi lẫn với nhau không.
