using QRCoder;

namespace CivicLoop.Modules.People;

/// <summary>What an authenticator app needs to begin: the key, and the same as a picture.</summary>
internal sealed record AuthenticatorEnrolment(string Key, string Picture)
{
    private const int PixelsPerModule = 6;

    /// <summary>Key URI format of authenticator apps: issuer and account tell entries apart.
    /// </summary>
    public static AuthenticatorEnrolment Of(string city, string signIn, string key)
    {
        var issuer = Uri.EscapeDataString($"CivicLoop {city}");
        var address = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(signIn)}"
            + $"?secret={key}&issuer={issuer}&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        var bytes = picture.GetGraphic(PixelsPerModule);
        return new AuthenticatorEnrolment(
            key, "data:image/png;base64," + Convert.ToBase64String(bytes));
    }
}
