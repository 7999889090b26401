using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Platform.Journal;

/// <summary>Ties words to their journal entry without keeping them in it: once the salt is erased
/// with the words, the digest tells nothing.</summary>
internal static class WordsDigest
{
    // 128 bits: as much as keeps a short text from being guessed out of its digest.
    private const int SaltBytes = 16;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    public static string Of(string words, byte[] salt) =>
        Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(words)]));
}
