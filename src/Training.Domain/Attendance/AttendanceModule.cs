using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance.Door;
using Training.Domain.Attendance.Paper;
using Training.Domain.Attendance.OldRolls;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Evidence;
using Training.Domain.Messages;
using Training.Domain.Sheets;

namespace Training.Domain.Attendance;

public static class AttendanceModule
{
    public static IServiceCollection AddAttendance(this IServiceCollection services)
    {
        services.AddScoped<OpenRoll>();
        services.AddScoped<ApplyMarks>();
        services.AddScoped<CloseRoll>();
        services.AddScoped<AmendRoll>();
        services.AddScoped<TakeRoll>();
        services.AddScoped<TodaySessions>();
        services.AddSingleton<DoorCode>();
        services.AddScoped<IssueCards>();
        services.AddScoped<WithdrawCard>();
        services.AddScoped<FindCard>();
        services.AddScoped<CheckIn>();
        services.AddScoped<RaiseFlags>();
        services.AddScoped<ReviewFlag>();
        services.AddScoped<AddClassPhoto>();
        services.AddScoped<ReadClassPhotos>();
        services.AddAttachmentOwner<SessionPhotos>();
        services.AddScoped<ArchiveTaught>();
        services.AddScoped<ReadTaught>();
        services.AddAttachmentOwner<SessionMaterial>();
        services.AddScoped<FieldSnapshot>();
        services.AddScoped<RollFaces>();
        services.AddScoped<PrintPaper>();
        services.AddScoped<ReadPaper>();
        services.AddScoped<EnterPaper>();
        services.AddScoped<IUnfinishedWork, UnclosedRolls>();
        services.AddScoped<ReadFlags>();
        services.AddScoped<CardBook>();
        services.AddScoped<WriteRegulars>();
        services.AddScoped<RegularsBook>();
        services.AddScoped<ReadRollHistory>();
        services.AddScoped<ReadConflicts>();
        services.AddScoped<RecogniseWalkIn>();
        services.AddScoped<WriteOldRoll>();
        services.AddScoped<ISheetImport, OldRollImport>();
        return services;
    }
}
