package sheet

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1" //nolint:gosec // what the format prescribes
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"hash"
	"slices"
	"unicode/utf16"
)

// defaultKey is the password with which Excel encrypts a workbook whose
// structure is protected, and opens it again without asking anybody
// ([MS-OFFCRYPTO] 2.4.2.2).
const defaultKey = "VelvetSweatshop"

// maxSpins bounds how often a key is hashed: Excel does so 100,000 times, the
// format allows a hundred times more, which takes seconds.
const maxSpins = 1_000_000

// Streams of an encrypted workbook.
const (
	encryptedStream  = "EncryptedPackage"
	encryptionStream = "EncryptionInfo"
)

// Unlocked returns the workbook inside one that Excel opens without asking for a
// password although it is encrypted; of any other file the same bytes.
func Unlocked(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte(compoundFile)) || sniffCompound(data) != isEncrypted {
		return data
	}
	file, err := openCompound(data)
	if err != nil || !file.has(encryptedStream) || !file.has(encryptionStream) {
		return data
	}
	info, err := file.read(encryptionStream)
	if err != nil {
		return data
	}
	locked, err := file.read(encryptedStream)
	if err != nil {
		return data
	}
	inside, err := decrypt(info, locked, defaultKey)
	if err != nil || sniff(inside) != isZip {
		return data // it has a password of its own, or is damaged
	}
	return inside
}

// Errors of decrypting; readers only need to know that it failed.
var (
	errWrongKey   = errors.New("another password")
	errEncryption = errors.New("unknown encryption")
)

// decrypt returns what is in an encrypted package ([MS-OFFCRYPTO] 2.3.4). That
// of excelize panics on what is cut off, hashes as often as a file asks for, and
// does not tell a wrong key.
func decrypt(info, locked []byte, password string) ([]byte, error) {
	const versionLength, sizeLength = 8, 8 // version and flags; the size of the package
	if len(info) < versionLength || len(locked) < sizeLength {
		return nil, errEncryption
	}
	major, minor := binary.LittleEndian.Uint16(info), binary.LittleEndian.Uint16(info[2:])
	size, body := binary.LittleEndian.Uint64(locked), locked[sizeLength:]
	body = body[:len(body)-len(body)%aes.BlockSize]
	if size > uint64(len(body)) {
		return nil, errEncryption
	}
	var out []byte
	var err error
	switch {
	case major == 4 && minor == 4:
		out, err = decryptAgile(info[versionLength:], body, password)
	case 2 <= major && major <= 4 && minor == 2:
		out, err = decryptStandard(info[versionLength:], body, password)
	default:
		err = errEncryption
	}
	if err != nil {
		return nil, err
	}
	return out[:size], nil
}

// agile describes the encryption of Excel 2010 and later ([MS-OFFCRYPTO] 2.3.4.10).
type agile struct {
	Package agileCipher `xml:"keyData"`
	Key     struct {
		agileCipher
		Spins         int        `xml:"spinCount,attr"`
		VerifierInput base64Text `xml:"encryptedVerifierHashInput,attr"`
		VerifierValue base64Text `xml:"encryptedVerifierHashValue,attr"`
		Value         base64Text `xml:"encryptedKeyValue,attr"`
	} `xml:"keyEncryptors>keyEncryptor>encryptedKey"`
}

type agileCipher struct {
	KeyBits  int        `xml:"keyBits,attr"`
	Cipher   string     `xml:"cipherAlgorithm,attr"`
	Chaining string     `xml:"cipherChaining,attr"`
	Hash     string     `xml:"hashAlgorithm,attr"`
	Salt     base64Text `xml:"saltValue,attr"`
}

// base64Text is bytes as XML has them.
type base64Text []byte

// UnmarshalText implements [encoding.TextUnmarshaler].
func (b *base64Text) UnmarshalText(text []byte) (err error) {
	*b, err = base64.StdEncoding.AppendDecode(nil, text)
	return err
}

// What a key is for goes into its hash.
var (
	forVerifierInput = []byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}
	forVerifierValue = []byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}
	forPackageKey    = []byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}
)

// packagePiece is how many bytes of a package are encrypted at once.
const packagePiece = 4096

func decryptAgile(info, body []byte, password string) ([]byte, error) {
	var a agile
	if err := xml.Unmarshal(info, &a); err != nil {
		return nil, fmt.Errorf("encryption: %w", err)
	}
	sum, packageSum := hashes[a.Key.Hash], hashes[a.Package.Hash]
	if sum == nil || packageSum == nil || a.Key.Spins < 0 || a.Key.Spins > maxSpins {
		return nil, errEncryption
	}
	spun := spin(sum, a.Key.Salt, password, a.Key.Spins)
	open := func(what, locked []byte) ([]byte, error) {
		return a.Key.open(fit(sum(spun, what), a.Key.KeyBits/8), a.Key.Salt, locked)
	}
	input, err := open(forVerifierInput, a.Key.VerifierInput)
	if err != nil {
		return nil, err
	}
	value, err := open(forVerifierValue, a.Key.VerifierValue)
	if err != nil {
		return nil, err
	}
	if want := sum(input); !bytes.HasPrefix(value, want) {
		return nil, errWrongKey
	}
	key, err := open(forPackageKey, a.Key.Value)
	if err != nil || len(key) < a.Package.KeyBits/8 {
		return nil, errEncryption
	}
	out := make([]byte, 0, len(body))
	piece := uint32(0)
	for part := range slices.Chunk(body, packagePiece) {
		text, err := a.Package.open(key[:a.Package.KeyBits/8], packageSum(a.Package.Salt, binary.LittleEndian.AppendUint32(nil, piece)), part)
		if err != nil {
			return nil, err
		}
		out = append(out, text...)
		piece++
	}
	return out, nil
}

// open decrypts whole blocks; the first iv bytes are taken as many as needed.
func (c agileCipher) open(key, iv, locked []byte) ([]byte, error) {
	if c.Cipher != "AES" || c.Chaining != "ChainingModeCBC" || len(locked) == 0 || len(locked)%aes.BlockSize != 0 {
		return nil, errEncryption
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("encryption: %w", err)
	}
	out := make([]byte, len(locked))
	cipher.NewCBCDecrypter(block, fit(iv, aes.BlockSize)).CryptBlocks(out, locked)
	return out, nil
}

// decryptStandard decrypts what Excel 2007 and others write ([MS-OFFCRYPTO] 2.3.4.5).
func decryptStandard(info, body []byte, password string) ([]byte, error) {
	const (
		spins       = 50_000
		keySizeAt   = 16 // in the header, whose length stands before it
		saltLength  = 16
		valueLength = 32
		verifier    = 4 + saltLength + aes.BlockSize + 4 + valueLength
	)
	if len(info) < 4 {
		return nil, errEncryption
	}
	header := int64(binary.LittleEndian.Uint32(info))
	if info = info[4:]; header < keySizeAt+4 || int64(len(info)) < header+verifier {
		return nil, errEncryption
	}
	bits, v := binary.LittleEndian.Uint32(info[keySizeAt:]), info[header+4:]
	sum := hashes["SHA1"]
	spun := sum(spin(sum, v[:saltLength], password, spins), make([]byte, 4))
	pad := func(with byte) []byte {
		b := bytes.Repeat([]byte{with}, sha1.BlockSize)
		for i := range spun {
			b[i] ^= spun[i]
		}
		return sum(b)
	}
	key := append(pad(0x36), pad(0x5c)...)
	if bits > uint32(len(key)*8) {
		return nil, errEncryption
	}
	block, err := aes.NewCipher(key[:bits/8])
	if err != nil {
		return nil, fmt.Errorf("encryption: %w", err)
	}
	open := func(locked []byte) []byte {
		out := make([]byte, len(locked))
		for i := 0; i < len(locked); i += aes.BlockSize {
			block.Decrypt(out[i:], locked[i:])
		}
		return out
	}
	v = v[saltLength:]
	input, value := open(v[:aes.BlockSize]), open(v[aes.BlockSize+4:][:valueLength])
	if !bytes.HasPrefix(value, sum(input)) {
		return nil, errWrongKey
	}
	return open(body), nil
}

// hashes are those that packages name, of several texts one after another.
var hashes = map[string]func(parts ...[]byte) []byte{
	"SHA1":   hashOf(sha1.New),
	"SHA256": hashOf(sha256.New),
	"SHA384": hashOf(sha512.New384),
	"SHA512": hashOf(sha512.New),
}

func hashOf(create func() hash.Hash) func(parts ...[]byte) []byte {
	return func(parts ...[]byte) []byte {
		h := create()
		for _, p := range parts {
			h.Write(p)
		}
		return h.Sum(nil)
	}
}

// spin hashes a password over and over, so that guessing it takes long.
func spin(sum func(parts ...[]byte) []byte, salt []byte, password string, spins int) []byte {
	var text []byte
	for _, u := range utf16.Encode([]rune(password)) {
		text = binary.LittleEndian.AppendUint16(text, u)
	}
	out := sum(salt, text)
	var count [4]byte
	for i := range spins {
		binary.LittleEndian.PutUint32(count[:], uint32(i))
		out = sum(count[:], out)
	}
	return out
}

// fit cuts a key to so many bytes, or fills it up.
func fit(key []byte, size int) []byte {
	const filler = 0x36
	if size = max(size, 0); len(key) >= size {
		return key[:size]
	}
	return append(key[:len(key):len(key)], bytes.Repeat([]byte{filler}, min(size-len(key), sha512.Size))...)
}
