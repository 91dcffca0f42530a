organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 social_insurance_paid 2024-Q1 9.9 C7
u1 revenue 2024-Q1 10.1 C8

load u1 2024-Q2 final 2024-07-01
u1 social_insurance_paid 2024-Q2 10.2 C7
u1 revenue 2024-Q2 10.1 C8
----
error V10 C7 | u1, quý II/2024: nộp BHXH ở ô C7 là 10,2 tỷ đồng, không thể bằng hoặc nhiều hơn doanh thu 10,1 tỷ đồng (ô C8). Hãy kiểm tra đơn vị tính của hai số.

# Who has no revenue pays from elsewhere.
load u1 2024-Q3 final 2024-10-01
u1 social_insurance_paid 2024-Q3 10.2 C7
u1 revenue 2024-Q3 0 C8
