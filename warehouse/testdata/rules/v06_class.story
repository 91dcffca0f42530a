organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2019 final 2020-01-10
u1 awareness_class 2019 3 C7

load u1 2020 final 2021-01-10
u1 awareness_class 2020 3 C7

load u1 2021 final 2022-01-10
u1 awareness_class 2021 3 C7

load u1 2022 final 2023-01-10
u1 awareness_class 2022 3 C7

load u1 2023 final 2024-01-10
u1 awareness_class 2023 3 C7

# 15 in five years and 4 now.
load u1 2024-Q1 final 2024-04-01
u1 admissions 2024-Q1 19 C7
u1 awareness_class 2024-Q1 4 C8

load u1 2024-H1 final 2024-07-01
u1 admissions 2024-H1 20 cumulative C7
u1 awareness_class 2024-H1 4 cumulative C8
----
warning V06_CLASS C7 | u1, 6 tháng đầu năm 2024: từ đầu năm kết nạp 20 (ô C7), nhiều hơn 19 quần chúng đã học lớp nhận thức về Đảng từ 1/1/2019. Hãy kiểm tra hai số này.
