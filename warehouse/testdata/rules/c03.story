organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 welfare_spending 2024-Q1 5 C7
u1 revenue 2024-Q1 100 C8

load u1 2024-Q2 final 2024-07-01
u1 welfare_spending 2024-Q2 7 C7
u1 revenue 2024-Q2 100 C8
----
warning C03 C7 | u1, quý II/2024: chi an sinh xã hội 7 tỷ đồng (ô C7) bằng 7 % doanh thu 100 tỷ đồng (ô C8); trên 5 % là khác thường. Hãy kiểm tra đơn vị tính của hai số.
