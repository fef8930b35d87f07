using Training.Web.Features.Accounts;
using Training.Web.Features.Attachments;
using Training.Web.Features.Attendance;
using Training.Web.Features.ClassPhotos;
using Training.Web.Features.Courses;
using Training.Web.Features.Door;
using Training.Web.Features.Families;
using Training.Web.Features.Filing;
using Training.Web.Features.Inspections;
using Training.Web.Features.Notices;
using Training.Web.Features.Organizations;
using Training.Web.Features.People;
using Training.Web.Features.Regions;
using Training.Web.Features.SocialWork;
using Training.Web.Features.Stations;
using Training.Web.Features.Trainers;
using Training.Web.Features.Audit;
using Training.Web.Features.Privacy;
using Training.Web.Features.Work;

namespace Training.Web.Features;

/// <summary>The one list of what the site's features register; one line a feature.</summary>
public static class FeatureModules
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddAttachmentPages()
        .AddAttendancePages()
        .AddClassPhotoPages()
        .AddCoursePages()
        .AddDoorPages()
        .AddFilingPages()
        .AddInspectionPages()
        .AddNoticePages()
        .AddStationPages()
        .AddSocialWorkPages()
        .AddOrganizationPages()
        .AddFamilyPages()
        .AddRegionPages()
        .AddPeoplePages()
        .AddTrainerPages()
        .AddAccountPages()
        .AddAuditPages()
        .AddPrivacyPages()
        .AddWorkPages();
}
