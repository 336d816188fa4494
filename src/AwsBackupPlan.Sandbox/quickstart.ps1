'tour'
