using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Platform.Secrets;

/// <summary>Encrypts what a reporter may be reached by. The key lies in a file of the data folder,
/// never in the database: who steals one has not the other.</summary>
internal sealed class ContactVault
{
    // AES-256-GCM with the sizes NIST SP 800-38D recommends.
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // First byte of every stored value, so that a later algorithm (SM4) can stand beside this one.
    private const byte AesGcmV1 = 1;

    private readonly byte[] key;

    private ContactVault(byte[] key) => this.key = key;

    /// <summary>Where the key lies in a data folder.</summary>
    public static string FileIn(string dataFolder) =>
        Path.Combine(dataFolder, "keys", "contact.key");

    /// <summary>Opens the vault with the city's key, made at first use and readable by the
    /// program's user alone.</summary>
    public static ContactVault Open(string dataFolder)
    {
        var file = FileIn(dataFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var made = new FileStream(file, options);
            made.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }

        return new ContactVault(File.ReadAllBytes(file));
    }

    public byte[] Lock(string contact)
    {
        var plain = Encoding.UTF8.GetBytes(contact);
        var locked = new byte[1 + NonceBytes + plain.Length + TagBytes];
        locked[0] = AesGcmV1;
        var nonce = locked.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce, plain, locked.AsSpan(1 + NonceBytes, plain.Length), locked.AsSpan(^TagBytes..));
        return locked;
    }

    /// <summary>Errors: CryptographicException when the value was changed or the key is another.
    /// </summary>
    public string Unlock(byte[] locked)
    {
        if (locked.Length < 1 + NonceBytes + TagBytes || locked[0] != AesGcmV1)
        {
            throw new CryptographicException("The stored contact is not readable.");
        }

        var plain = new byte[locked.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            locked.AsSpan(1, NonceBytes), locked.AsSpan(1 + NonceBytes, plain.Length),
            locked.AsSpan(^TagBytes..), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed hash: finds the same contact's other cases without reading any.</summary>
    public byte[] Mark(string contact) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(contact.Trim().ToUpperInvariant()));
}
