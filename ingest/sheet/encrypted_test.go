package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A workbook that Excel opens without asking is read, whichever way it is
// encrypted; with another password it is refused.
func TestEncrypted(t *testing.T) {
	f := excelize.NewFile()
	if err := f.SetCellStr("Sheet1", "B2", "Doanh thu"); err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if err := f.Write(&plain); err != nil {
		t.Fatal(err)
	}
	standard := func(password string) []byte {
		data, err := excelize.Encrypt(plain.Bytes(), &excelize.Options{Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	file := func(name string) []byte {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, tt := range map[string]struct {
		data []byte
		want Code
	}{
		"standard":                   {standard(defaultKey), ""},
		"agile":                      {file("agile.xlsx"), ""},
		"standard, another password": {standard("1"), Password},
		"agile, another password":    {file("agile_password.xlsx"), Password},
		"cut off":                    {standard(defaultKey)[:4096], Password},
	} {
		t.Run(name, func(t *testing.T) {
			book, err := Open(tt.data, "a.xlsx")
			if tt.want != "" {
				var p *Problem
				if !errors.As(err, &p) || p.Code != tt.want {
					t.Fatalf("%v, want %s", err, tt.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := book.Sheets[0].Row(2).At(2).Text; got != "Doanh thu" {
				t.Errorf("B2 is %q", got)
			}
		})
	}
	if data := plain.Bytes(); !bytes.Equal(Unlocked(data), data) {
		t.Error("a workbook that is not encrypted was changed")
	}
}

// No description of an encryption makes the reader break down or hash without end.
func FuzzDecrypt(f *testing.F) {
	agile := func(spins, keyBits, hash string) []byte {
		return append([]byte{4, 0, 4, 0, 0x40, 0, 0, 0}, `<encryption><keyData keyBits="`+keyBits+`" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="`+hash+`" saltValue="AAAA"/>`+
			`<keyEncryptors><keyEncryptor><encryptedKey spinCount="`+spins+`" keyBits="`+keyBits+`" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="`+hash+
			`" saltValue="AAAA" encryptedVerifierHashInput="AAAAAAAAAAAAAAAAAAAAAA==" encryptedVerifierHashValue="AAAAAAAAAAAAAAAAAAAAAA==" encryptedKeyValue="AAAAAAAAAAAAAAAAAAAAAA=="/></keyEncryptor></keyEncryptors></encryption>`...)
	}
	f.Add(agile("1", "256", "SHA512"), make([]byte, 40))
	f.Add(agile("99999999999", "256", "SHA512"), make([]byte, 40))
	f.Add(agile("1", "-8", "SHA1"), make([]byte, 40))
	f.Add(agile("1", "2147483640", "SHA1"), make([]byte, 40))
	f.Add(binary.LittleEndian.AppendUint32([]byte{3, 0, 2, 0, 0, 0, 0, 0}, 1<<31), make([]byte, 40))
	f.Fuzz(func(t *testing.T, info, locked []byte) {
		if out, err := decrypt(info, locked, defaultKey); err == nil && len(out) > len(locked) {
			t.Errorf("%d bytes of %d", len(out), len(locked))
		}
	})
}
