using CivicLoop.Modules.Bulletins.Contracts;
using CivicLoop.Modules.Burden.Contracts;

namespace CivicLoop.Modules.Bulletins;

/// <summary>通报、提示函、督办单: what is told of a period, and what units are reminded of.</summary>
internal static class BulletinsModule
{
    public static IServiceCollection AddBulletins(this IServiceCollection services) => services
        .AddSingleton<BulletinPictures>()
        .AddSingleton<FillBulletin>()
        .AddSingleton<WriteBulletin>()
        .AddSingleton<KeepBulletins>()
        .AddSingleton<BulletinLists>()
        .AddScoped<BulletinWords>()
        .AddScoped<BulletinPaper>()
        .AddSingleton<WriteLetter>()
        .AddSingleton<SendLetter>()
        .AddSingleton<ActOnLetter>()
        .AddSingleton<LetterLists>()
        .AddSingleton<KeepAttachments>()
        .AddSingleton<PlayBulletins>()
        .AddSingleton<AskSource, LetterAsks>();
}
