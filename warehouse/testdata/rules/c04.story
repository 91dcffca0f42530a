organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 model_enterprises 2024-Q1 5 C7
u1 cultural_standard 2024-Q1 8/17 C8

load u1 2024-Q2 final 2024-07-01
u1 model_enterprises 2024-Q2 9 C7
u1 cultural_standard 2024-Q2 8/17 C8
----
warning C04 C7 | u1, quý II/2024: 9 doanh nghiệp kiểu mẫu (ô C7), nhiều hơn 8 đơn vị đạt chuẩn văn hóa (ô C8) mà doanh nghiệp kiểu mẫu là một phần. Hãy kiểm tra hai số này.
