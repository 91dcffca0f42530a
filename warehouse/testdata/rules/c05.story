organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2023 final 2024-01-10
u1 party_members 2023 100 C7
u1 ranked_members_excellent 2023 20 C8
u1 ranked_members_good 2023 80 C9

load u1 2024 final 2025-01-10
u1 party_members 2024 100 C7
u1 ranked_members_excellent 2024 21 C8
u1 ranked_members_good 2024 80 C9
----
warning C05 C7 | u1, năm 2024: cộng các mức xếp loại (Đảng viên hoàn thành xuất sắc nhiệm vụ; Đảng viên hoàn thành tốt nhiệm vụ) được 101, nhiều hơn Đảng viên 100 (ô C7). Hãy kiểm tra các số này.
